// How is MENTIONS kept, Passage to Entity?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Passage {id: row.from})
MATCH (b:Entity {id: row.to})
MERGE (a)-[r:MENTIONS {id: row.id}]->(b)
SET r += row.properties
