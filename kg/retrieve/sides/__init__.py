"""Which papers a side of a question has."""
