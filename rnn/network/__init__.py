"""The network: parameters, initialization, activations, losses, and the forward and backward passes."""
