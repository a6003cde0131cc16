"""Limits of what a person may give, in one place: typed text, table, file, link and experiment all keep to them."""

MOST_STEPS = 2000
"""Time steps of a sequence."""
MOST_FEATURES = 16
"""Numbers at a time step."""
MOST_SEQUENCES = 64
"""Sequences of a person's own, learned together."""
MOST_STATES = 4_000_000
"""Sequences times time steps times hidden units: what one pass keeps."""
LARGEST = 1e6
"""The largest size of a number."""
MOST_LETTERS = 400_000
"""Characters of the text that all sequences make in a field."""
MOST_FILE_BYTES = 2_000_000
"""Bytes of a file."""
MOST_LINE_LETTERS = 10_000
"""Characters of a line in a file."""
MOST_COLUMNS = 64
"""Columns of a file, used or not."""
MOST_JSON_LETTERS = 2_000_000
"""Characters of an experiment's file."""
MOST_WEIGHTS_BYTES = 1_000_000
"""Bytes of a file of weights, and of what is packed in it: five times the largest network."""
MOST_LINK_LETTERS = 2000
"""Characters of a link."""
MOST_CHANGES = 1000
"""Changes while a run trains."""
WORK_BUDGET = 60.0
"""Seconds that a link may ask to train for on arrival, as a guess."""
