"""A recurrent network that can be watched while it learns: NumPy only, hand-written BPTT, no framework."""

from rnn.bptt import Pass, backward, forward, run_pass
from rnn.changes import Change
from rnn.choices import ExperimentError
from rnn.experiment import Experiment
from rnn.experiment_file import from_json, to_json
from rnn.history import History
from rnn.link import Link, from_query, to_query
from rnn.parameters import Parameters, Sizes
from rnn.runs import Runs
from rnn.simple_rnn import SimpleRNN
from rnn.trainer import Trainer
from rnn.weights_file import started_from, to_npz

__all__ = [
    "Change",
    "Experiment",
    "ExperimentError",
    "History",
    "Link",
    "Parameters",
    "Pass",
    "Runs",
    "SimpleRNN",
    "Sizes",
    "Trainer",
    "backward",
    "forward",
    "from_json",
    "from_query",
    "run_pass",
    "started_from",
    "to_json",
    "to_npz",
    "to_query",
]
