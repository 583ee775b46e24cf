// How are passages kept?
// params: rows: rows - id, properties
// returns: nothing
UNWIND $rows AS row
MERGE (n:Passage {id: row.id})
SET n += row.properties
