// Does this relationship lead from the one node to the other, and what is it based on?
// params: id: string - the relationship's id, from: string - the id of the node it leaves, to: string - the id of the node it reaches
// returns: id, from, to, type, paper_id, passage_id, confidence
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
MATCH (a)-[r]->(b)
WHERE r.id = $id AND b.id = $to
RETURN r.id AS id, a.id AS from, b.id AS to, type(r) AS type, r.paper_id AS paper_id,
       r.passage_id AS passage_id, r.confidence AS confidence
