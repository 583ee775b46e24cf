// How much does the archive hold, and when was it built?
// params: none
// returns: papers, passages, entities, relations, newest, updated
CALL {
  MATCH ()-[r:ADDRESSES]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:BENCHMARK_FOR]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:CITES]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:CLAIMS]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:COMPARED_WITH]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:COMPARES_WITH]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:EVALUATED_WITH]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:EVALUATES_ON]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:IN_DOMAIN]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:PART_OF]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:PROPOSES]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:REPORTS]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:SUBCLASS_OF]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:SUBTASK_OF]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:SYNONYM_OF]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:TRAINED_WITH]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:USED_FOR]->() RETURN count(r) AS many
  UNION ALL
  MATCH ()-[r:USES]->() RETURN count(r) AS many
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
