// Wait until every index of the server is ready.
// params: seconds: int - how long at most
// returns: nothing
CALL db.awaitIndexes($seconds)
