// Which passages does a paper have, in order, with the places and roles of their sentences?
// params: id: string - the paper's id
// returns: id, text, section, position, char_start, char_end, sentence_starts, sentence_ends, sentence_roles
MATCH (:Paper {id: $id})-[:HAS_PASSAGE]->(passage:Passage)
RETURN passage.id AS id, passage.text AS text, passage.section AS section,
       passage.position AS position, passage.char_start AS char_start,
       passage.char_end AS char_end, passage.sentence_starts AS sentence_starts,
       passage.sentence_ends AS sentence_ends, passage.sentence_roles AS sentence_roles
ORDER BY position, id
