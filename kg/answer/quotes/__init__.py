"""What is quoted of papers."""
