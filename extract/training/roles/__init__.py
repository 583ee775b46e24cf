"""Training of the model of sentence roles."""
