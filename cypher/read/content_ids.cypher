// Which ids do the nodes have that the engine knows by these ids of its own?
// params: elements: list - element ids
// returns: element, id
UNWIND $elements AS element
MATCH (n)
WHERE elementId(n) = element
RETURN element, n.id AS id
ORDER BY element
