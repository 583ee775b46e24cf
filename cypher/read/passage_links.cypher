// By which relationships do these papers hold their passages?
// params: papers: list - paper ids
// returns: paper_id, passage_id, relation_id
UNWIND $papers AS wanted
MATCH (paper:Paper {id: wanted})-[r:HAS_PASSAGE]->(passage:Passage)
RETURN paper.id AS paper_id, passage.id AS passage_id, r.id AS relation_id
ORDER BY paper_id, passage_id
