// Which papers did an author write, newest first?
// params: id: string - the author's id
// returns: paper_id, archive_id, title, published, position
MATCH (:Author {id: $id})-[r:WROTE]->(paper:Paper)
RETURN paper.id AS paper_id, paper.archive_id AS archive_id, paper.title AS title,
       paper.published AS published, r.position AS position
ORDER BY published DESC, paper_id, position
