// Which papers are linked both to one group of entities and to another, each with all below it?
// params: side: list - entity ids, aspect: list - entity ids, floor: float - the least confidence
// returns: paper_id
UNWIND $aspect AS aspect_id
MATCH (:Entity {id: aspect_id})<-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]-(topic:Entity)
WITH DISTINCT topic
MATCH (topic)<-[s:@PAPER_RELATIONS]-(paper:Paper)
WHERE s.confidence >= $floor
WITH DISTINCT paper
MATCH (paper)-[r:@PAPER_RELATIONS]->(part:Entity)
WHERE r.confidence >= $floor
WITH DISTINCT paper, part
MATCH (part)-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]->(side:Entity)
WHERE side.id IN $side
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id
