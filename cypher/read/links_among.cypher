// Which relationships join these nodes with one another?
// params: ids: list - node ids, limit: int = 5000 - at most so many relationships
// returns: relationship
CALL {
  MATCH (a:Entity) WHERE a.id IN $ids RETURN a
  UNION
  MATCH (a:Paper) WHERE a.id IN $ids RETURN a
  UNION
  MATCH (a:Passage) WHERE a.id IN $ids RETURN a
  UNION
  MATCH (a:Category) WHERE a.id IN $ids RETURN a
  UNION
  MATCH (a:Author) WHERE a.id IN $ids RETURN a
}
MATCH (a)-[r]->(b)
WHERE b.id IN $ids
RETURN r AS relationship
ORDER BY type(r), a.id, b.id, r.id
LIMIT $limit
