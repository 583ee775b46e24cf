"""The journal becomes the graph."""
