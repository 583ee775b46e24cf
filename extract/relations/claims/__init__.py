"""What sentences claim of two things beside each other."""
