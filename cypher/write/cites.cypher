// How is CITES kept, Paper to Paper?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Paper {id: row.from})
MATCH (b:Paper {id: row.to})
MERGE (a)-[r:CITES {id: row.id}]->(b)
SET r += row.properties
