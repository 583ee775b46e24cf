// Which node, of whatever kind, has this id?
// params: id: string - the node's id
// returns: node
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
RETURN n AS node
