"""State of one visitor: the session, its values, and the commands that change it."""
