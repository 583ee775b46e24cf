// Who wrote most of these papers?
// params: papers: list - paper ids, limit: int = 20 - at most so many
// returns: author_id, name, papers
UNWIND $papers AS wanted
MATCH (author:Author)-[:WROTE]->(paper:Paper {id: wanted})
RETURN author.id AS author_id, author.name AS name, count(DISTINCT paper) AS papers
ORDER BY papers DESC, author_id
LIMIT $limit
