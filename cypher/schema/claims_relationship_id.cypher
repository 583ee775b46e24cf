// Is a CLAIMS relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX claims_relationship_id IF NOT EXISTS FOR ()-[r:CLAIMS]-() ON (r.id)
