// How many papers of each year are linked to an entity or to one below it?
// params: id: string - the entity's id
// returns: year, papers
MATCH (:Entity {id: $id})<-[:SUBCLASS_OF|PART_OF|SUBTASK_OF*0..8 {extractor: 'vocabulary'}]-(below:Entity)
WITH DISTINCT below
MATCH (below)<-[:PROPOSES|USES|EVALUATES_ON|ADDRESSES|REPORTS|COMPARES_WITH|IN_DOMAIN]-(paper:Paper)
WHERE paper.year IS NOT NULL
WITH DISTINCT paper
RETURN paper.year AS year, count(paper) AS papers
ORDER BY year
