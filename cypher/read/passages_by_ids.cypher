// What do these passages say, and of which papers are they?
// params: ids: list - passage ids
// returns: id, paper_id, archive_id, title, text, section, position, sentence_starts, sentence_ends, sentence_roles
UNWIND $ids AS wanted
MATCH (paper:Paper)-[:HAS_PASSAGE]->(passage:Passage {id: wanted})
RETURN passage.id AS id, paper.id AS paper_id, paper.archive_id AS archive_id,
       paper.title AS title, passage.text AS text,
       passage.section AS section, passage.position AS position,
       passage.sentence_starts AS sentence_starts, passage.sentence_ends AS sentence_ends,
       passage.sentence_roles AS sentence_roles
ORDER BY id
