"""The trained tagger of names and relations, in two tiers."""
