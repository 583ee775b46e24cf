// Which property keys do the nodes of each label have, and how many nodes have each?
// params: none
// returns: label, key, nodes
MATCH (n)
WITH labels(n) AS labels, keys(n) AS keys, count(n) AS alike
UNWIND labels AS label
UNWIND keys AS key
WITH label, key, alike
WHERE key <> 'type' AND (key <> 'title' OR label = 'Paper')
RETURN label, key, sum(alike) AS nodes
ORDER BY label, key
