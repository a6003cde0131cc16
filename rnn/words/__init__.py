"""What is said about it, in sentences."""
