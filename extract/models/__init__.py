"""Weights: located, checked against their hashes, downloaded, exported."""
