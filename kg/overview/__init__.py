"""What an archive holds: its state, the schema of its graph, the papers on a subject."""
