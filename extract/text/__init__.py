"""Text cut into sentences and passages, each sentence with its role."""
