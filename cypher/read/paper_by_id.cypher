// What does the archive know of one paper?
// params: id: string - the paper's id
// returns: paper
MATCH (paper:Paper {id: $id})
RETURN paper
