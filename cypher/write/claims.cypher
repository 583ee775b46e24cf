// How is CLAIMS kept, of an Entity beside an Entity?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
MERGE (a)-[r:CLAIMS {id: row.id}]->(b)
SET r += row.properties
