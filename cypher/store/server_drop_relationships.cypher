// Take away relationships that an earlier build made and this one didn't; how many were there?
// params: build: string - this build's mark, limit: int - at most so many
// returns: removed
MATCH ()-[r]->()
WHERE r.build IS NOT NULL AND r.build <> $build
WITH r LIMIT $limit
DELETE r
RETURN count(r) AS removed
