// Which papers have these words in their title?
// params: pattern: string - a regular expression that the whole title has to match, limit: int = 20 - at most so many
// returns: paper_id, archive_id, title, published
MATCH (paper:Paper)
WHERE paper.title =~ $pattern
RETURN paper.id AS paper_id, paper.archive_id AS archive_id, paper.title AS title,
       paper.published AS published
ORDER BY size(title), paper_id
LIMIT $limit
