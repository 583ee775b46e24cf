// How is HAS_PASSAGE kept, Paper to Passage?
// params: rows: rows - id, from, to, properties
// returns: nothing
UNWIND $rows AS row
MATCH (a:Paper {id: row.from})
MATCH (b:Passage {id: row.to})
MERGE (a)-[r:HAS_PASSAGE {id: row.id}]->(b)
SET r += row.properties
