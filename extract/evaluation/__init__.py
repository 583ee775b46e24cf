"""Measures of what extraction gives, on annotations that lie outside the project."""
