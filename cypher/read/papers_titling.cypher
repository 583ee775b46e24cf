// Which papers mention these entities or any entity below them in their title?
// params: entities: list - entity ids
// returns: paper_id
UNWIND $entities AS top_id
MATCH (:Entity {id: top_id})<-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]-(below:Entity)
WITH DISTINCT below
MATCH (below)<-[:MENTIONS]-(passage:Passage)<-[:HAS_PASSAGE]-(paper:Paper)
WHERE passage.section = 'title'
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id
