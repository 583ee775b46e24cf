// May this build begin? Only where no other one is under way, or that has been still for too long.
// params: build: string - this build's mark, journal: string - the journal it is of, seconds: int - how long a build may be still
// returns: builder
MERGE (n:Archive {id: 'archive'})
SET n.touched = coalesce(n.touched, 0) + 1
WITH n
WHERE n.builder IS NULL OR n.builder STARTS WITH $journal OR n.builder_until < timestamp()
SET n.builder = $build, n.builder_until = timestamp() + 1000 * $seconds
RETURN n.builder AS builder
