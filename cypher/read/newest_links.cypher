// To which entities are the newest papers linked?
// params: newest: int = 25 - so many papers, floor: float = 0.0 - the least confidence, limit: int = 150 - at most so many relationships
// returns: paper, relationship, entity
MATCH (paper:Paper)
WITH paper
ORDER BY paper.published DESC, paper.id
LIMIT $newest
MATCH (paper)-[r:@PAPER_RELATIONS]->(entity:Entity)
WHERE r.confidence >= $floor
RETURN paper, r AS relationship, entity
ORDER BY entity.mentions DESC, entity.id, r.id
LIMIT $limit
