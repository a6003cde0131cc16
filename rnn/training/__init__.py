"""Training: the training loop, its history and snapshots, divergence, and many runs at once."""
