// How is CLAIMS kept, of a Paper whose own system has no name beside an Entity?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Paper {id: row.from})
MATCH (b:Entity {id: row.to})
MERGE (a)-[r:CLAIMS {id: row.id}]->(b)
SET r += row.properties
