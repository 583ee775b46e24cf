"""HTTP routes, one file a door."""
