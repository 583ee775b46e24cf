"""Comparative claims of sentences."""
