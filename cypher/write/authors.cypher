// How are authors kept?
// params: rows: rows - id, properties
// returns: nothing
UNWIND $rows AS row
MERGE (n:Author {id: row.id})
SET n += row.properties
