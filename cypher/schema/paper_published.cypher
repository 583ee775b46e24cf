// Is a paper found fast by its published?
// params: none
// returns: nothing
CREATE INDEX paper_published IF NOT EXISTS FOR (n:Paper) ON (n.published)
