"""From a question to evidence for each of its sides."""
