// From where to where does the relationship of this id go, and what is it based on?
// params: id: string - the relationship's id
// returns: id, from, to, type, paper_id, passage_id, confidence
CALL {
  MATCH (a)-[r:ADDRESSES]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:BENCHMARK_FOR]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:CITES]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:CLAIMS]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:COMPARED_WITH]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:COMPARES_WITH]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:EVALUATED_WITH]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:EVALUATES_ON]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:HAS_PASSAGE]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:IN_CATEGORY]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:IN_DOMAIN]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:MENTIONS]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:PART_OF]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:PROPOSES]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:REPORTS]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:SUBCLASS_OF]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:SUBTASK_OF]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:SYNONYM_OF]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:TRAINED_WITH]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:USED_FOR]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:USES]->(b) WHERE r.id = $id RETURN a, r, b
  UNION ALL
  MATCH (a)-[r:WROTE]->(b) WHERE r.id = $id RETURN a, r, b
}
RETURN r.id AS id, a.id AS from, b.id AS to, type(r) AS type, r.paper_id AS paper_id,
       r.passage_id AS passage_id, r.confidence AS confidence
ORDER BY from, to
