// What is one relationship away from a node, in either direction or in one?
// params: id: string - the node's id, types: list = [] - relationship types that count (none: all), limit: int = 100 - at most so many,
//   direction: string = "both" - out; in or both
// returns: relationship, node
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
MATCH (n)-[r]-(other)
WHERE (size($types) = 0 OR type(r) IN $types)
  AND ($direction = 'both' OR (startNode(r).id = $id) = ($direction = 'out'))
RETURN r AS relationship, other AS node
ORDER BY type(r), other.id, r.id
LIMIT $limit
