// How are vectors kept on the server?
// params: rows: rows - id, hash, vector
// returns: nothing
UNWIND $rows AS row
MATCH (passage:Passage {id: row.id})
CALL db.create.setNodeVectorProperty(passage, 'embedding', row.vector)
SET passage.vector_hash = row.hash
