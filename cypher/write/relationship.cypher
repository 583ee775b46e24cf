// How is @TYPE kept, @SOURCE to @TARGET?
// for: relationships, named @name
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:@SOURCE {id: row.from})
MATCH (b:@TARGET {id: row.to})
MERGE (a)-[r:@TYPE {id: row.id}]->(b)
SET r += row.properties
