// Which papers cite one of these?
// params: papers: list - paper ids
// returns: paper_id, archive_id, title, published
UNWIND $papers AS wanted
MATCH (:Paper {id: wanted})<-[:CITES]-(paper:Paper)
RETURN DISTINCT paper.id AS paper_id, paper.archive_id AS archive_id, paper.title AS title,
       paper.published AS published
ORDER BY published DESC, paper_id
