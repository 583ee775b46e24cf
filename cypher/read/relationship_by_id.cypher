// From where to where does the relationship of this id go, and what is it based on?
// params: id: string - the relationship's id
// returns: id, from, to, type, paper_id, passage_id, confidence
CALL {
  @each types: MATCH (a)-[r:@TYPE]->(b) WHERE r.id = $id RETURN a, r, b
}
RETURN r.id AS id, a.id AS from, b.id AS to, type(r) AS type, r.paper_id AS paper_id,
       r.passage_id AS passage_id, r.confidence AS confidence
ORDER BY from, to
