"""Names and relations by trained models: a quick tagger, an accurate one, one interface."""
