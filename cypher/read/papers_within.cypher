// Which papers of the archive are of these years and categories?
// params: since: int = 0 - the first year, until: int = 9999 - the last year, categories: list = [] - categories; none means any
// returns: paper_id
MATCH (paper:Paper)
WHERE ($since = 0 OR paper.year >= $since) AND ($until = 9999 OR paper.year <= $until)
  AND (size($categories) = 0 OR any(category IN paper.categories WHERE any(prefix IN $categories WHERE category = prefix OR category STARTS WITH prefix + '.')))
RETURN paper.id AS paper_id
ORDER BY paper_id
