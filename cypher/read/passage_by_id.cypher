// What does a passage say, and of which paper is it?
// params: id: string - the passage's id
// returns: passage, paper_id, archive_id, title
MATCH (paper:Paper)-[:HAS_PASSAGE]->(passage:Passage {id: $id})
RETURN passage, paper.id AS paper_id, paper.archive_id AS archive_id, paper.title AS title
