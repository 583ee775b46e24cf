"""Which names are the same entity."""
