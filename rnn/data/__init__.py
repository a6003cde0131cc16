"""What the network learns from: sequences, tables, files, tasks, and what is reached without learning."""
