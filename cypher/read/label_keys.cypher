// Which property keys do the nodes of each label have, and how many nodes have each?
// params: none
// returns: label, key, nodes
MATCH (n)
WITH labels(n) AS labels, keys(n) AS keys, count(n) AS alike
UNWIND labels AS label
UNWIND keys AS key
WITH label, key, alike
WHERE key <> 'type' AND (key <> 'title' OR label = 'Paper')
  AND NOT key IN ['build', 'words', 'embedding', 'vector_hash', 'source', 'source_hash']
  AND (label <> 'Archive' OR key IN ['id', 'built_at', 'extractor', 'format', 'left_out',
    'left_out_links', 'model', 'own_concepts', 'state_hash'])
RETURN label, key, sum(alike) AS nodes
ORDER BY label, key
