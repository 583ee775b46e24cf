// Is there one passage an id?
// params: none
// returns: nothing
CREATE CONSTRAINT passage_id IF NOT EXISTS FOR (n:Passage) REQUIRE n.id IS UNIQUE
