// Which indexes does the server have, and are they ready?
// params: none
// returns: name, state
SHOW INDEXES YIELD name, state
RETURN name, state
ORDER BY name
