// How is SUBCLASS_OF kept, Entity to Entity?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
MERGE (a)-[r:SUBCLASS_OF {id: row.id}]->(b)
SET r += row.properties
