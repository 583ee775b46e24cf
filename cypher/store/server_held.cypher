// Which papers were given an archive id here, and with which content?
// params: after: string - the id after which to go on, limit: int - at most so many
// returns: id, hash
MATCH (paper:Paper)
WHERE paper.id > $after AND paper.source_hash IS NOT NULL
RETURN paper.id AS id, paper.source_hash AS hash
ORDER BY id
LIMIT $limit
