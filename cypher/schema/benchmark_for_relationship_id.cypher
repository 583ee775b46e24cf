// Is a BENCHMARK_FOR relationship found fast by its id?
// params: none
// returns: nothing
CREATE INDEX benchmark_for_relationship_id IF NOT EXISTS FOR ()-[r:BENCHMARK_FOR]-() ON (r.id)
