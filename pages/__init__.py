"""One file for each lens on the experiment."""
