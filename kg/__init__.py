"""The graph: what it may hold, how it is asked, what is found, what is answered."""
