// Which of these passages lack the vector of this hash?
// params: rows: rows - id, hash
// returns: id
UNWIND $rows AS row
MATCH (passage:Passage {id: row.id})
WHERE passage.vector_hash IS NULL OR passage.vector_hash <> row.hash
RETURN passage.id AS id
ORDER BY id
