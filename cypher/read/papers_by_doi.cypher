// Which papers have this DOI?
// params: doi: string - the DOI in lower case, without address
// returns: paper
MATCH (paper:Paper)
WHERE paper.doi <> '' AND toLower(paper.doi) = $doi
RETURN paper
ORDER BY paper.id
