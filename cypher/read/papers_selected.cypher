// Which of these papers are of these years and categories, newest first?
// params: papers: list - paper ids, since: int = 0 - the first year, until: int = 9999 - the last year, categories: list = [] - categories; none means any
// returns: paper_id, archive_id, title, published, year
UNWIND $papers AS wanted
MATCH (paper:Paper {id: wanted})
WHERE ($since = 0 OR paper.year >= $since) AND ($until = 9999 OR paper.year <= $until)
  AND (size($categories) = 0 OR any(category IN paper.categories WHERE any(prefix IN $categories WHERE category = prefix OR category STARTS WITH prefix + '.')))
RETURN DISTINCT paper.id AS paper_id, paper.archive_id AS archive_id, paper.title AS title,
       paper.published AS published, paper.year AS year
ORDER BY published DESC, paper_id
