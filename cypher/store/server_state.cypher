// What does the server's archive record say of its schema and its search?
// params: none
// returns: format, vectors, passages, words, common, imported, revision
MATCH (n:Archive {id: 'archive'})
RETURN n.format AS format, n.search_vectors AS vectors, n.search_passages AS passages,
       n.search_words AS words, n.search_common AS common, n.imported AS imported,
       n.touched AS revision
