"""Every quantity and curve has a value, or none, of whatever run a link can hold: nothing is raised."""

from __future__ import annotations

import pytest

from rnn import Experiment
from rnn.experiment.link import Link
from rnn.lessons.quantities import CURVES, QUANTITIES
from rnn.lessons.runs import LessonRuns
from rnn.lessons.terms import Scope, read_term

NUMBERS = {"lag": "0", "parameter": "W_hh", "number": "1"}
RUNS = {
    "one_step": Experiment(inputs=[[1]], targets=[[2]], hidden_size=1),
    "diverged": Experiment(learning_rate=10.0),
    "not_finite": Experiment(activation="linear", start="identity", start_gain=10.0, task="latch", task_steps=500),
    "off": Experiment(activation="relu", start_scale=0.0),
    "letters": Experiment(task="text", text="to be or not to be", loss="cross-entropy", window=5, hidden_size=3),
    "lengths": Experiment(inputs=[[1], [2]], more_inputs=[[[1], [2], [3]], [[4], [5]]]),
    "learned": Experiment(task="echo", initial_state="learned", truncation=2, clip_value=0.01, held_out=25),
    "wide": Experiment(task="echo", task_steps=300, hidden_size=128, sequences=1),
}
LINKS = {name: Link(experiment) for name, experiment in RUNS.items()}
ALL = LessonRuns(LINKS)


def written(name, row):
    given = [NUMBERS.get(kind, "1") for kind in row.arguments if not kind.endswith("?")]
    return f"{name}({', '.join(given)})" if given else name


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("epoch", [0, 3])
def test_nothing_is_raised_by(run, epoch):
    scope = Scope(LINKS, run, epoch)

    for name, row in QUANTITIES.items():
        assert read_term(written(name, row), scope).said(ALL)
    for name, row in CURVES.items():
        x, y = read_term(written(name, row), scope, CURVES).curve(ALL)
        assert x.shape == y.shape
