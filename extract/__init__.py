"""A preprint becomes typed facts with their place in the text; knows nothing of graphs."""
