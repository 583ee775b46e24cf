// How are nodes of the label @LABEL kept?
// for: nodes, named @name
// params: rows: rows - id, properties
// returns: nothing
UNWIND $rows AS row
MERGE (n:@LABEL {id: row.id})
SET n += row.properties
