// How is PART_OF kept, Category to Domain?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Category {id: row.from})
MATCH (b:Domain {id: row.to})
MERGE (a)-[r:PART_OF {id: row.id}]->(b)
SET r += row.properties
