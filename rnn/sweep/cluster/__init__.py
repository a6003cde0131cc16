"""A sweep past one process and one machine: its parts train on the workers of a Dask cluster, in short slices."""
