// How are papers kept?
// params: rows: rows - id, properties
// returns: nothing
UNWIND $rows AS row
MERGE (n:Paper {id: row.id})
SET n += row.properties
