"""What is measured about a network and its gradient."""
