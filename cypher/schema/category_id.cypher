// Is there one category an id?
// params: none
// returns: nothing
CREATE CONSTRAINT category_id IF NOT EXISTS FOR (n:Category) REQUIRE n.id IS UNIQUE
