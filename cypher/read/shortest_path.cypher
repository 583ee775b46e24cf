// What is the shortest way from one node to another, over at most six relationships?
// params: from: string - the id of the node to start at, to: string - the id of the node to reach
// returns: nodes, relationships
CALL {
  MATCH (a:Entity {id: $from}) RETURN a
  UNION
  MATCH (a:Paper {id: $from}) RETURN a
  UNION
  MATCH (a:Passage {id: $from}) RETURN a
  UNION
  MATCH (a:Category {id: $from}) RETURN a
  UNION
  MATCH (a:Author {id: $from}) RETURN a
}
CALL {
  MATCH (b:Entity {id: $to}) RETURN b
  UNION
  MATCH (b:Paper {id: $to}) RETURN b
  UNION
  MATCH (b:Passage {id: $to}) RETURN b
  UNION
  MATCH (b:Category {id: $to}) RETURN b
  UNION
  MATCH (b:Author {id: $to}) RETURN b
}
WITH a, b
WHERE a.id <> b.id
MATCH path = allShortestPaths((a)-[:@PAPER_RELATIONS|@ENTITY_RELATIONS|CITES|WROTE|HAS_PASSAGE*..6]-(b))
WITH nodes(path) AS nodes, relationships(path) AS relationships
RETURN nodes, relationships
ORDER BY reduce(key = '', node IN nodes | key + ' ' + node.id),
         reduce(key = '', link IN relationships | key + ' ' + link.id)
LIMIT 1
