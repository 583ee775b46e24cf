// How is PART_OF kept, Category to Category?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Category {id: row.from})
MATCH (b:Category {id: row.to})
MERGE (a)-[r:PART_OF {id: row.id}]->(b)
SET r += row.properties
