// How is the archive's own record kept?
// params: rows: rows - id, properties
// returns: nothing
UNWIND $rows AS row
MERGE (n:Archive {id: row.id})
SET n += row.properties
