// How is ADDRESSES kept, Paper to Entity?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Paper {id: row.from})
MATCH (b:Entity {id: row.to})
MERGE (a)-[r:ADDRESSES {id: row.id}]->(b)
SET r += row.properties
