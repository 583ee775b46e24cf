"""The store in one file beside the program."""
