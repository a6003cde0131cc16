"""A recurrent network that can be watched while it learns: NumPy only, hand-written BPTT, no framework."""

from rnn.experiment.changes import Change
from rnn.experiment.choices import ExperimentError
from rnn.experiment.experiment import Experiment
from rnn.experiment.experiment_file import from_json, lanes_from_json, to_json
from rnn.experiment.link import Link, from_query, to_query
from rnn.experiment.weights_file import started_from, to_npz
from rnn.network.bptt import Pass, backward, forward, run_pass
from rnn.network.parameters import Parameters, Sizes
from rnn.network.simple_rnn import SimpleRNN
from rnn.sweep.sweep import Sweep
from rnn.sweep.sweep_file import sweep_from_json, sweep_to_json
from rnn.training.history import History
from rnn.training.runs import Runs
from rnn.training.trainer import Trainer

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
    "Sweep",
    "Trainer",
    "backward",
    "forward",
    "from_json",
    "from_query",
    "lanes_from_json",
    "run_pass",
    "started_from",
    "sweep_from_json",
    "sweep_to_json",
    "to_json",
    "to_npz",
    "to_query",
]
