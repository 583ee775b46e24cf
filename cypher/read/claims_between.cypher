// What do papers claim of entities of one group beside those of another, either way, newest first?
// params: left: list - entity ids, right: list - entity ids, floor: float - the least confidence
// returns: predicate, subject_id, subject, subject_label, object_id, object, metric, value, unit, dataset, condition, paper_id, archive_id, title, published, passage_id, char_start, char_end, text, confidence, relation_id
CALL {
  UNWIND $left AS wanted
  MATCH (a:Entity {id: wanted})-[r:CLAIMS]->(b:Entity)
  WHERE b.id IN $right
  RETURN a, r, b
  UNION
  UNWIND $right AS wanted
  MATCH (a:Entity {id: wanted})-[r:CLAIMS]->(b:Entity)
  WHERE b.id IN $left
  RETURN a, r, b
}
WITH a, r, b, r.paper_id AS paper_id, r.passage_id AS passage_id, r.metric_id AS metric_id,
     r.dataset_id AS dataset_id
WHERE r.confidence >= $floor
MATCH (paper:Paper {id: paper_id})
MATCH (passage:Passage {id: passage_id})
OPTIONAL MATCH (metric:Entity {id: metric_id})
OPTIONAL MATCH (dataset:Entity {id: dataset_id})
RETURN r.predicate AS predicate, a.id AS subject_id, coalesce(a.name, a.title) AS subject,
       coalesce(a.label, 'Paper') AS subject_label, b.id AS object_id, b.name AS object,
       metric.name AS metric, r.value AS value, r.unit AS unit, dataset.name AS dataset,
       r.condition AS condition, paper.id AS paper_id, paper.archive_id AS archive_id,
       paper.title AS title, paper.published AS published, passage_id,
       r.char_start AS char_start, r.char_end AS char_end, passage.text AS text,
       r.confidence AS confidence, r.id AS relation_id
ORDER BY published DESC, paper_id, relation_id
