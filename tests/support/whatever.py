"""Whatever may be set: experiments drawn over all choices, leaning to their limits."""

from __future__ import annotations

from hypothesis import strategies as st

from rnn import Experiment
from rnn.experiment.choices import ExperimentError
from rnn.experiment.experiment import CHOICES, RECORDED
from tests.support.experiments import OF_A_SERIES
from tests.support.texts import HOSTILE as HOSTILE_TEXTS
from tests.support.texts import RHYME, letters

NUMBERS = (0.0, 1.0, -1.0, 0.3, 1e6, -1e6, 1e-323)
LONG = (500, 2000)
"""Time steps that take long to look at; a task has 500 at most."""


def value_of(choice):
    """Any value of a choice, its limits more often than not."""
    if choice.options is not None:
        return st.sampled_from([name for name in choice.options if name != "given"])
    limits = st.sampled_from(sorted({choice.low, choice.high, 1.0 if choice.accepts(1.0) else choice.high}))
    if choice.whole:
        return limits.map(int)
    return st.one_of(limits, limits, st.floats(choice.low, choice.high))


HOSTILE = {
    "activation": st.sampled_from(["linear", "linear", "relu", "relu", "tanh", "logistic"]),
    "start": st.sampled_from(["gaussian", "identity", "orthogonal", "xavier", "small"]),
    "start_gain": st.sampled_from([10.0, 3.0, 1.5, 1.0, 1.0, 0.0]),
    "start_scale": st.sampled_from([10.0, 1.0, 0.01, 0.0]),
    "learning_rate": st.sampled_from([10.0, 1.0, 0.3, 0.1, 0.01, 1e-6]),
    "optimizer": st.sampled_from(["sgd", "sgd", "sgd", "momentum", "rmsprop", "adam"]),
    "clip_norm": st.sampled_from([None, None, None, 1e-6, 1.0, 1e6]),
}
"""What most decides whether numbers end."""


OF_DATA = (
    *("task", "task_steps", "delay", "noise", "sequences", "batches"),
    *("held_out", "held_out_of", "loss", "loss_at", *OF_A_SERIES),
)
OF_THE_NETWORK = {
    name: value_of(choice)
    for name, choice in CHOICES.items()
    if name not in (*OF_DATA, *HOSTILE, "hidden_size", "seed", "stop_epoch", "stop_patience", "stop_loss")
}
CHANGES = st.lists(
    st.sampled_from(list(RECORDED)).flatmap(
        lambda name: st.tuples(st.integers(0, 4), st.just(name), value_of(RECORDED[name]))
    ),
    max_size=2,
)


def sizes(few, many):
    """Mostly small, so that many can be looked at."""
    return st.integers(0, 39).flatmap(lambda n: st.sampled_from(few if n else many))


@st.composite
def own_data(draw, long):
    """Sequences of a person's own."""
    several = draw(st.sampled_from([1, 1, 1, 2, 3]))
    steps = draw(st.sampled_from(LONG if long else (2, 3, 4, 4, 7, 7, 30, 60, 120)))
    width = draw(st.sampled_from([1, 1, 2]))
    values = draw(st.lists(st.sampled_from(NUMBERS), min_size=3, max_size=9))
    rows = [
        [[values[(t * width + i + b) % len(values)] for i in range(width)] for t in range(steps + b)]
        for b in range(several)
    ]
    loss = draw(st.sampled_from(["squared", "squared", "cross-entropy"]))
    chosen = {"inputs": rows[0], "more_inputs": rows[1:], "loss": loss}
    if loss == "cross-entropy":
        targets = [[(float(t % 2), float(1 - t % 2)) for t in range(len(row))] for row in rows]
    else:
        targets = [[(values[t % len(values)],) for t in range(len(row))] for row in rows]
    if loss == "cross-entropy" or draw(st.booleans()):
        chosen |= {"targets": targets[0], "more_targets": targets[1:]}
    return chosen | (draw(cut) if draw(st.integers(0, 3)) == 0 else {})


cut = st.fixed_dictionaries(
    {},
    optional={
        "transformation": st.sampled_from(["difference", "difference", "log", "growth"]),
        "ahead": st.sampled_from([1, 3]),
        "window": st.sampled_from([2, 5, 20]),
        "stride": st.sampled_from([1, 2, 500]),
        "rows_from": st.sampled_from([1, 2]),
        "rows_to": st.sampled_from([3, 50, 20_000]),
    },
)


@st.composite
def own_text(draw, long):
    """A text of a person's own."""
    text = draw(st.sampled_from([RHYME, "hello", *HOSTILE_TEXTS.values()]) | letters)
    chosen = {"task": "text", "text": (text * 2000)[: LONG[0]] if long else text}
    chosen["loss"] = draw(st.sampled_from(["squared", "cross-entropy", "cross-entropy"]))
    return chosen | (draw(cut) if draw(st.integers(0, 2)) == 0 else {})


def tasks(long):
    """A task of the lab's."""
    return st.fixed_dictionaries(
        {
            "task": st.sampled_from([name for name in CHOICES["task"].options if name not in ("own", "text")]),
            "task_steps": st.just(LONG[0]) if long else sizes((10, 12, 20), (100,)),
            "delay": st.sampled_from([1, 3, 9]),
            "sequences": sizes((1, 2, 3), (64,)),
            "batches": st.sampled_from(["fixed", "fresh"]),
            "noise": st.sampled_from([0.0, 2.0]),
            "loss": st.sampled_from(["squared", "squared", "squared", "cross-entropy"]),
        }
    )


of_loss = st.fixed_dictionaries(
    {}, optional={"loss_at": st.sampled_from(["every", "last"]), "held_out": st.sampled_from([1.0, 50.0, 90.0]),
                  "held_out_of": st.sampled_from(["steps", "sequences"])}
)  # fmt: skip


@st.composite
def experiments(draw, long=False):
    """Any experiment that there may be, of few time steps or of many."""
    data = draw(st.one_of(own_data(long), own_data(long), tasks(long), own_text(long)))
    if draw(st.integers(0, 2)) == 0:
        data |= draw(of_loss)
    network = draw(st.fixed_dictionaries(HOSTILE))
    if draw(st.booleans()):
        network |= draw(st.fixed_dictionaries({}, optional=OF_THE_NETWORK))
    network |= {"hidden_size": draw(sizes((1, 2, 3, 5), (16,) if long else (16, 128))), "seed": draw(st.integers(0, 9))}
    if draw(st.integers(0, 3)) == 0:
        network["changes"] = draw(CHANGES)
    try:
        return Experiment(**data, **network)
    except ExperimentError:
        return Experiment(**{name: value for name, value in network.items()})
