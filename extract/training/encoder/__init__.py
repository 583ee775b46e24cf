"""A BERT encoder with heads for tags and for relations, fine-tuned in JAX."""
