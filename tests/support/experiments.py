"""Experiments drawn at random over everything that may be chosen."""

from __future__ import annotations

from hypothesis import strategies as st

from rnn import Experiment
from rnn.experiment.experiment import CHOICES, RECORDED

OF_A_SERIES = ("transformation", "ahead", "window", "stride", "rows_from", "rows_to")


def value_of(choice):
    """Any value of a choice."""
    if choice.options is not None:
        return st.sampled_from([name for name in choice.options if name != "given"])
    if choice.whole:
        return st.integers(int(choice.low), int(choice.high))
    return st.floats(choice.low, choice.high)


def some_choices(names):
    return st.fixed_dictionaries({}, optional={name: value_of(CHOICES[name]) for name in names})


def sequences(width):
    return st.lists(
        st.lists(st.tuples(*[st.floats(-1e6, 1e6)] * width), min_size=2, max_size=4), min_size=1, max_size=3
    )


def changed(name):
    values = value_of(RECORDED[name])
    return st.tuples(st.integers(0, 10**9), st.just(name), (values | st.none()) if RECORDED[name].optional else values)


changes = st.lists(st.one_of(*map(changed, RECORDED)), max_size=6)
any_of_the_network = some_choices(
    [
        name
        for name in CHOICES
        if name not in ("task", "task_steps", "delay", "loss", "loss_at", "hidden_size", "held_out", *OF_A_SERIES)
    ]
)
cut = st.fixed_dictionaries(
    {},
    optional={
        "transformation": st.sampled_from(["none", "difference"]),
        "ahead": st.just(1),
        "window": st.just(2),
        "stride": st.integers(1, 500),
        "rows_from": st.just(1),
        "rows_to": st.integers(4, 20_000),
    },
)
"""How sequences of four rows may be cut."""


@st.composite
def experiments(draw):
    """Own sequences with everything else, as far as it goes together."""
    choices = draw(any_of_the_network) | {"changes": draw(changes), "hidden_size": draw(st.integers(1, 128))}
    first, *more = draw(st.integers(1, 3).flatmap(sequences))
    if draw(st.booleans()):
        targets = [[(float(step), -0.5) for step, _ in enumerate(rows)] for rows in (first, *more)]
        choices |= {"targets": targets[0], "more_targets": targets[1:]}
    if draw(st.booleans()):
        choices |= {"loss_at": "steps", "loss_steps": (1,)}
    if min(map(len, (first, *more))) == 4:
        choices |= draw(cut)
    return Experiment(inputs=first, more_inputs=more, **choices)


tasks = st.builds(
    Experiment,
    task=st.sampled_from(["echo", "adding", "parity", "sine"]),
    task_steps=st.integers(10, 50),
    delay=st.integers(1, 9),
    sequences=st.integers(2, 4),
    held_out=st.sampled_from([None, 30.0]),
    held_out_of=st.just("sequences"),
    batches=st.sampled_from(["fixed", "fresh"]),
    loss_at=st.sampled_from(["every", "last"]),
)
