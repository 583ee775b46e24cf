// Is there one node of the label @LABEL an id?
// for: labels, named @{label}_id
// params: none
// returns: nothing
CREATE CONSTRAINT @{label}_id IF NOT EXISTS FOR (n:@LABEL) REQUIRE n.id IS UNIQUE
