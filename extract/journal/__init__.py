"""Papers and their extractions on disk."""
