"""What one visitor has: the session, its values, and what commands do to it."""
