"""What is counted over papers."""
