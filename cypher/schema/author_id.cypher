// Is there one author an id?
// params: none
// returns: nothing
CREATE CONSTRAINT author_id IF NOT EXISTS FOR (n:Author) REQUIRE n.id IS UNIQUE
