// How is BENCHMARK_FOR kept, Entity to Entity?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
MERGE (a)-[r:BENCHMARK_FOR {id: row.id}]->(b)
SET r += row.properties
