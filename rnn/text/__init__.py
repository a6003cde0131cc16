"""Numbers in words, and safe quoting of user input."""
