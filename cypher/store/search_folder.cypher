// Which folder of an embedded archive holds the words and vectors of its passages?
// params: none
// returns: search
MATCH (n:Archive {id: 'archive'})
RETURN n.search AS search
