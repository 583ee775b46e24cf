// Take away nodes that an earlier build made and this one didn't; how many were there?
// params: build: string - this build's mark, limit: int - at most so many
// returns: removed
MATCH (n)
WHERE n.build IS NOT NULL AND n.build <> $build
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(n) AS removed
