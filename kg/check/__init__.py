"""Every statement of an answer held against the store, which alone is trusted."""
