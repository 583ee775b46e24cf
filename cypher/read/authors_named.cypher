// Which authors have these words in their name, with its accents or without?
// params: words: string - a part of the name in lower case, limit: int = 20 - at most so many
// returns: id, name, papers
MATCH (author:Author)
WHERE toLower(author.name) CONTAINS $words OR replace(author.id, '-', ' ') CONTAINS $words
OPTIONAL MATCH (author)-[:WROTE]->(paper:Paper)
RETURN author.id AS id, author.name AS name, count(DISTINCT paper) AS papers
ORDER BY papers DESC, id
LIMIT $limit
