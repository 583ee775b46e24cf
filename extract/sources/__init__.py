"""One file a format of paper metadata."""
