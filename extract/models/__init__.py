"""Weights: found, held against their hashes, downloaded, exported."""
