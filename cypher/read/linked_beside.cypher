// To which entities of a kind are papers on these subjects linked too, and how many papers on each subject?
// params: subjects: list - entity ids, label: string - @LABELS,
//   floor: float = 0.5 - the least confidence, limit: int = 500 - at most so many
// returns: subject_id, entity_id, name, papers
UNWIND $subjects AS wanted
MATCH (subject:Entity {id: wanted})<-[s:@PAPER_RELATIONS]-(paper:Paper)
WHERE s.confidence >= $floor
WITH DISTINCT subject, paper
MATCH (paper)-[r:@PAPER_RELATIONS]->(entity:Entity)
WHERE entity.label = $label AND r.confidence >= $floor AND entity.id <> subject.id
WITH DISTINCT subject, paper, entity
RETURN subject.id AS subject_id, entity.id AS entity_id, entity.name AS name,
       count(paper) AS papers
ORDER BY papers DESC, subject_id, entity_id
LIMIT $limit
