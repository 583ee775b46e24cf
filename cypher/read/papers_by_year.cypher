// How many papers of each year are linked to an entity or to one below it?
// params: id: string - the entity's id
// returns: year, papers
MATCH (:Entity {id: $id})<-[:@HIERARCHY*0..8 {extractor: 'vocabulary'}]-(below:Entity)
WITH DISTINCT below
MATCH (below)<-[:@PAPER_RELATIONS]-(paper:Paper)
WHERE paper.year IS NOT NULL
WITH DISTINCT paper
RETURN paper.year AS year, count(paper) AS papers
ORDER BY year
