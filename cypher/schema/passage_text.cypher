// Are passages found by their words?
// params: none
// returns: nothing
CREATE FULLTEXT INDEX passage_text IF NOT EXISTS FOR (n:Passage) ON EACH [n.text]
