// Which papers are in a category, newest first?
// params: category: string - a category's id, limit: int = 50 - at most so many
// returns: paper_id, archive_id, title, published, primary
MATCH (:Category {id: $category})<-[r:IN_CATEGORY]-(paper:Paper)
RETURN paper.id AS paper_id, paper.archive_id AS archive_id, paper.title AS title,
       paper.published AS published, r.primary AS primary
ORDER BY published DESC, paper_id
LIMIT $limit
