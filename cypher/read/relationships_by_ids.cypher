// What are these relationships, which start at these papers and entities?
// params: ids: list - relationship ids, papers: list - ids of papers they start at, entities: list - ids of entities they start at
// returns: id, from, from_name, type, to, to_name, paper_id, passage_id, confidence
CALL {
  UNWIND $papers AS start_id
  MATCH (a:Paper {id: start_id})-[r]->(b)
  WHERE r.id IN $ids
  RETURN a, r, b
  UNION ALL
  UNWIND $entities AS start_id
  MATCH (a:Entity {id: start_id})-[r:@HIERARCHY]->(b:Entity)
  WHERE r.id IN $ids
  RETURN a, r, b
}
RETURN r.id AS id, a.id AS from, coalesce(a.name, a.title) AS from_name, type(r) AS type,
       b.id AS to, coalesce(b.name, b.title) AS to_name,
       r.paper_id AS paper_id, r.passage_id AS passage_id, r.confidence AS confidence
ORDER BY id, from, to
