"""Which words of a paper name which concept."""
