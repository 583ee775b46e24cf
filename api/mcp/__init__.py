"""The Model Context Protocol interface: tools and prompts for a language model's client."""
