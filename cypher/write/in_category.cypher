// How is IN_CATEGORY kept, Paper to Category?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Paper {id: row.from})
MATCH (b:Category {id: row.to})
MERGE (a)-[r:IN_CATEGORY {id: row.id}]->(b)
SET r += row.properties
