"""Why a number on the screen is what it is: its formula, the same with its numbers, and the NumPy that computes it."""
