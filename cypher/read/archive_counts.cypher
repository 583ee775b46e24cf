// How much does the archive hold, and when was it built?
// params: none
// returns: papers, passages, entities, relations, newest, updated
CALL {
  @each facts: MATCH ()-[r:@TYPE]->() RETURN count(r) AS many
}
WITH sum(many) AS relations
CALL {
  MATCH (paper:Paper)
  RETURN count(paper) AS papers, max(paper.published) AS newest
}
CALL {
  MATCH (passage:Passage)
  RETURN count(passage) AS passages
}
CALL {
  MATCH (entity:Entity)
  RETURN count(entity) AS entities
}
CALL {
  MATCH (archive:Archive)
  RETURN max(archive.built_at) AS updated
}
RETURN papers, passages, entities, relations, newest, updated
