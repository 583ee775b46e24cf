// Is this build still the one under way? From here on the graph is of no state of a journal.
// params: build: string - this build's mark, seconds: int - how long a build may be still
// returns: builder
MATCH (n:Archive {id: 'archive', builder: $build})
SET n.builder_until = timestamp() + 1000 * $seconds, n.state_hash = ''
RETURN n.builder AS builder
