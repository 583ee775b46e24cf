"""An answer laid out for reading."""
