// What does a paper claim of things beside others, and where?
// params: id: string - the paper's id
// returns: predicate, subject_id, subject, object_id, object, condition, value, unit, passage_id, char_start, char_end, confidence, relation_id
MATCH (a)-[r:CLAIMS {paper_id: $id}]->(b:Entity)
RETURN r.predicate AS predicate, a.id AS subject_id, coalesce(a.name, a.title) AS subject,
       b.id AS object_id, b.name AS object, r.condition AS condition, r.value AS value,
       r.unit AS unit, r.passage_id AS passage_id, r.char_start AS char_start,
       r.char_end AS char_end, r.confidence AS confidence, r.id AS relation_id
ORDER BY passage_id, char_start, relation_id
