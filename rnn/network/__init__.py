"""What the network is: its parameters, and the two passes through it."""
