"""The formats that an answer comes in."""
