"""One file a way of keeping the graph."""
