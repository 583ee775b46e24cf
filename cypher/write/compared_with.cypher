// How is COMPARED_WITH kept, Entity to Entity?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
MERGE (a)-[r:COMPARED_WITH {id: row.id}]->(b)
SET r += row.properties
