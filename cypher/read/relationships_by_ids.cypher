// From where to where do the relationships of these ids go?
// params: ids: list - relationship ids
// returns: id, from, type, to
MATCH (a)-[r]->(b)
WHERE r.id IN $ids
RETURN r.id AS id, a.id AS from, type(r) AS type, b.id AS to
ORDER BY id, from, to
