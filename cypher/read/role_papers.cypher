// Which of these papers have a passage with a sentence of this role?
// params: papers: list - paper ids, role: string - a sentence role
// returns: paper_id
UNWIND $papers AS wanted
MATCH (paper:Paper {id: wanted})-[:HAS_PASSAGE]->(passage:Passage)
WHERE $role IN passage.sentence_roles
RETURN DISTINCT paper.id AS paper_id
ORDER BY paper_id
