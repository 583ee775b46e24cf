// Is there one paper an id?
// params: none
// returns: nothing
CREATE CONSTRAINT paper_id IF NOT EXISTS FOR (n:Paper) REQUIRE n.id IS UNIQUE
