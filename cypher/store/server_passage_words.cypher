// Are passages found by the stems of their words, on a server?
// params: none
// returns: nothing
CREATE FULLTEXT INDEX passage_words IF NOT EXISTS FOR (n:Passage) ON EACH [n.words]
