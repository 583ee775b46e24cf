"""Vocabularies that users add: read from a file, checked, kept with an archive, joined to ours."""
