// As which papers did these come in, and under which archive ids?
// params: ids: list - paper ids
// returns: id, archive_id, hash, source
UNWIND $ids AS wanted
MATCH (paper:Paper {id: wanted})
WHERE paper.source_hash IS NOT NULL
RETURN paper.id AS id, paper.archive_id AS archive_id, paper.source_hash AS hash,
       paper.source AS source
ORDER BY id
