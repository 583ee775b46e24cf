// How are entities of the label @LABEL kept?
// for: entities, named @name
// params: rows: rows - id, properties
// returns: nothing
UNWIND $rows AS row
MERGE (n:Entity {id: row.id})
SET n += row.properties
SET n:@LABEL
