"""Measuring how questions are understood and answered, on annotated gold."""
