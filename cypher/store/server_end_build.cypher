// How does a build end, be it finished or not?
// params: build: string - this build's mark
// returns: nothing
MATCH (n:Archive {id: 'archive', builder: $build})
REMOVE n.builder, n.builder_until
