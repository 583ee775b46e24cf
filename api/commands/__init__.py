"""The commands of `kg`."""
