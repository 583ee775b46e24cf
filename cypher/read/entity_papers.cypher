// Which papers are linked to an entity, and how, newest first?
// params: id: string - the entity's id, limit: int = 50 - at most so many, skip: int = 0 - how many to leave out first
// returns: paper_id, archive_id, title, published, types
MATCH (:Entity {id: $id})<-[r:@PAPER_RELATIONS]-(paper:Paper)
WITH DISTINCT paper, type(r) AS type
ORDER BY paper.id, type
WITH paper, collect(type) AS types
RETURN paper.id AS paper_id, paper.archive_id AS archive_id, paper.title AS title,
       paper.published AS published, types
ORDER BY published DESC, paper_id
SKIP $skip
LIMIT $limit
