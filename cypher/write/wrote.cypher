// How is WROTE kept, Author to Paper?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Author {id: row.from})
MATCH (b:Paper {id: row.to})
MERGE (a)-[r:WROTE {id: row.id}]->(b)
SET r += row.properties
