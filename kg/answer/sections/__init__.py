"""The sections of an answer."""
