"""Terms: the noun phrases that an archive's papers use, whether any vocabulary has them or not."""
