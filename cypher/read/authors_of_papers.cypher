// Who wrote these papers, in the order of their author lists?
// params: papers: list - paper ids
// returns: paper_id, name, position
UNWIND $papers AS wanted
MATCH (author:Author)-[r:WROTE]->(paper:Paper {id: wanted})
RETURN paper.id AS paper_id, author.name AS name, r.position AS position
ORDER BY paper_id, position, name
