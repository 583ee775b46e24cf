// How are categories kept?
// params: rows: rows - id, properties
// returns: nothing
UNWIND $rows AS row
MERGE (n:Category {id: row.id})
SET n += row.properties
