// Is there one archive an id?
// params: none
// returns: nothing
CREATE CONSTRAINT archive_id IF NOT EXISTS FOR (n:Archive) REQUIRE n.id IS UNIQUE
