// Which vocabularies have users added to the server's archive?
// params: none
// returns: vocabularies
MATCH (n:Archive {id: 'archive'})
RETURN n.vocabularies AS vocabularies
