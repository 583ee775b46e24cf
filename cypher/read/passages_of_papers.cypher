// Which passages do these papers have, with the places and roles of their sentences?
// params: papers: list - paper ids
// returns: paper_id, passage_id, text, section, position, sentence_starts, sentence_ends, sentence_roles
UNWIND $papers AS wanted
MATCH (paper:Paper {id: wanted})-[:HAS_PASSAGE]->(passage:Passage)
RETURN paper.id AS paper_id, passage.id AS passage_id, passage.text AS text,
       passage.section AS section, passage.position AS position,
       passage.sentence_starts AS sentence_starts, passage.sentence_ends AS sentence_ends,
       passage.sentence_roles AS sentence_roles
ORDER BY paper_id, position
