"""Stores of the graph: a folder for each kind, registered in `kg.stores.open`."""
