"""Extraction by Claude, for those who ask for it: paid, checked word for word, resumable."""
