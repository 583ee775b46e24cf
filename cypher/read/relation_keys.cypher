// Which property keys do the relationships of each type have, and how many relationships have each?
// params: none
// returns: type, key, relationships
MATCH ()-[r]->()
WITH type(r) AS type, keys(r) AS keys, count(r) AS alike
UNWIND keys AS key
WITH type, key, alike
WHERE NOT key IN ['type', 'build']
RETURN type, key, sum(alike) AS relationships
ORDER BY type, key
