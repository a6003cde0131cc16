"""Training data: sequences, tables, files, tasks and baselines."""
