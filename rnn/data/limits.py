"""Limits of the user's input, shared by typed text, tables, files, links and experiments."""

MOST_STEPS = 2000
"""Time steps of a sequence that is learned whole."""
MOST_SERIES_STEPS = 20_000
"""Time steps of a series that windows are cut from."""
MOST_FEATURES = 16
"""Numbers at a time step."""
MOST_TEXT_LETTERS = 20_000
"""Letters of a text that is learned letter by letter."""
MOST_SYMBOLS = 64
"""Different letters of it, each an input and an output; the rarest of more share one."""
MOST_SEQUENCES = 64
"""Sequences of the user in one batch."""
MOST_STATES = 4_000_000
"""Sequences times time steps times hidden units of one pass."""
LARGEST = 1e6
"""The largest absolute value of a number."""
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
"""Bytes of a file of weights, and of what is packed in it: almost four times the largest network."""
MOST_LINK_LETTERS = 2000
"""Characters of a link."""
MOST_CHANGES = 1000
"""Changes while a run trains."""
WORK_BUDGET = 60.0
"""Estimated seconds of training that a link may request on arrival."""
MOST_SWEPT_RUNS = 4096
"""Runs of a sweep: its values times its seeds."""
MOST_SWEPT_VALUES = 64
"""Values of one choice in a sweep, and seeds."""
MOST_SWEPT_EPOCHS = 100_000
"""Epochs of a run in a sweep."""
SWEEP_BUDGET = 600.0
"""Estimated seconds that a sweep may take."""
MOST_SWEPT_BYTES = 200_000_000
"""Estimated bytes that a sweep may take."""
MOST_LESSON_LETTERS = 60_000
"""Characters of the file of a lesson."""
LESSON_BUDGET = 30.0
"""Estimated seconds of training of all runs of a lesson."""
