"""The interfaces: the command line and HTTP."""
