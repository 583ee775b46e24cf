"""Build the graph from the journal."""
