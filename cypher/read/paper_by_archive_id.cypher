// Which paper has this number in the archive?
// params: archive_id: string - AG-YYYY.MM-N
// returns: paper
MATCH (paper:Paper {archive_id: $archive_id})
RETURN paper
ORDER BY paper.id
