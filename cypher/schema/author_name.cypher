// Is an author found fast by its name?
// params: none
// returns: nothing
CREATE INDEX author_name IF NOT EXISTS FOR (n:Author) ON (n.name)
