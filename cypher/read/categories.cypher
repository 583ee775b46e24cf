// Which categories does the archive have, and how many papers are in each?
// params: none
// returns: id, name, papers
MATCH (category:Category)
OPTIONAL MATCH (category)<-[:IN_CATEGORY]-(paper:Paper)
RETURN category.id AS id, category.name AS name, count(paper) AS papers
ORDER BY papers DESC, id
