// Which nodes, of whatever kind, have these ids?
// params: ids: list - node ids
// returns: node
CALL {
  MATCH (n:Entity) WHERE n.id IN $ids RETURN n
  UNION
  MATCH (n:Paper) WHERE n.id IN $ids RETURN n
  UNION
  MATCH (n:Passage) WHERE n.id IN $ids RETURN n
  UNION
  MATCH (n:Category) WHERE n.id IN $ids RETURN n
  UNION
  MATCH (n:Author) WHERE n.id IN $ids RETURN n
}
RETURN n AS node
ORDER BY n.id
