// Which passages does a paper have, in order?
// params: id: string - the paper's id
// returns: id, text, section, position, char_start, char_end
MATCH (:Paper {id: $id})-[:HAS_PASSAGE]->(passage:Passage)
RETURN passage.id AS id, passage.text AS text, passage.section AS section,
       passage.position AS position, passage.char_start AS char_start,
       passage.char_end AS char_end
ORDER BY position, id
