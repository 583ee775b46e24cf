// How many relationships of each type does a node have, and which way do they go?
// params: id: string - the node's id
// returns: type, direction, relationships
CALL {
  MATCH (n:Entity {id: $id}) RETURN n
  UNION
  MATCH (n:Paper {id: $id}) RETURN n
  UNION
  MATCH (n:Passage {id: $id}) RETURN n
  UNION
  MATCH (n:Category {id: $id}) RETURN n
  UNION
  MATCH (n:Author {id: $id}) RETURN n
}
MATCH (n)-[r]-()
WITH type(r) AS type, CASE WHEN startNode(r).id = $id THEN 'out' ELSE 'in' END AS direction, r
RETURN type, direction, count(r) AS relationships
ORDER BY type, direction
