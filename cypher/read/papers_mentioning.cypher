// Which papers name an entity, most often first?
// params: id: string - the entity's id, limit: int = 50 - at most so many, skip: int = 0 - how many to leave out first
// returns: paper_id, archive_id, title, published, mentions
MATCH (:Entity {id: $id})<-[r:MENTIONS]-(:Passage)<-[:HAS_PASSAGE]-(paper:Paper)
RETURN paper.id AS paper_id, paper.archive_id AS archive_id, paper.title AS title,
       paper.published AS published, count(r) AS mentions
ORDER BY mentions DESC, paper_id
SKIP $skip
LIMIT $limit
