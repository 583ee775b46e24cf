// Is a SUBTASK_OF relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX subtask_of_relationship_id IF NOT EXISTS FOR ()-[r:SUBTASK_OF]-() ON (r.id)
