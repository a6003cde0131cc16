"""The proof: mathematics against something independent, and the app as a visitor meets it."""
