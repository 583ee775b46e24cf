"""What sentences and papers state of entities."""
