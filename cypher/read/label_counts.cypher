// How many nodes carry each label?
// params: none
// returns: label, nodes
MATCH (n)
UNWIND labels(n) AS label
RETURN label, count(n) AS nodes
ORDER BY label
