"""What a person chooses, in one value, and how it is written down as a link or a file."""
