// What does the archive know of these papers?
// params: papers: list - paper ids
// returns: paper_id, archive_id, title, categories, published, url, text_origin
UNWIND $papers AS wanted
MATCH (paper:Paper {id: wanted})
RETURN paper.id AS paper_id, paper.archive_id AS archive_id, paper.title AS title,
       paper.categories AS categories, paper.published AS published, paper.url AS url,
       paper.text_origin AS text_origin
ORDER BY paper_id
