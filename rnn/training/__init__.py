"""What happens: epoch after epoch, with its history."""
