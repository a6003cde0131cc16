"""How a gradient becomes an update."""
