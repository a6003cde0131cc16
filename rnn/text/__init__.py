"""How numbers, and what a person gave, are said."""
