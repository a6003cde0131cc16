"""The proof: mathematics against something independent, and the app as a visitor meets it."""

import os

# Two workers on two cores: a second BLAS thread in each would take more time than it saves.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
