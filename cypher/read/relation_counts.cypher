// How many relationships of each type are there?
// params: none
// returns: type, relationships
MATCH ()-[r]->()
RETURN type(r) AS type, count(r) AS relationships
ORDER BY type
