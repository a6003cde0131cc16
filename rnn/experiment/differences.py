"""Differences between experiments that are compared, and what follows from them for the initial weights."""

from __future__ import annotations

from collections.abc import Sequence

from rnn.experiment.experiment import CHOICES, Experiment
from rnn.experiment.sequence_choices import TEXT
from rnn.text.quantities import counted
from rnn.text.quoting import plain, quoted

LETTERS = "ABCD"
"""Names of the lanes of a comparison, as many as there may be."""
DATA = ("inputs", "more_inputs", "targets", "more_targets", "vocabulary", "classes", "text")
OF_THE_WEIGHTS = ("seed", "start", "start_scale", "start_gain", "input_scale", "output_scale", "weights")
"""What the initial weights are drawn from, besides the size of the network."""
LABELS = {**{name: choice.label for name, choice in CHOICES.items()}, "loss_steps": "Time steps of the loss"}


def differing(experiments: Sequence[Experiment]) -> tuple[str, ...]:
    """Return the names of the choices in which any experiment differs from the first; those without effect last.

    All sequences together count as one choice, "inputs"; changes during training as one, "changes".
    """
    names = [name for name in (*CHOICES, "loss_steps", "changes") if _differ(experiments, (name,))]
    if _differ(experiments, DATA):
        names.insert(0, "inputs")
    return tuple(sorted(names, key=lambda name: not _means_something(name, experiments)))


def label_of(name: str) -> str:
    """Return the label of a choice, or of what `differing` returns beside the choices."""
    return {"inputs": "Sequences", "changes": "Changes", "weights": "Weights"}.get(name) or LABELS[name]


def value_in_words(experiment: Experiment, name: str) -> str:
    """Return the value of a choice as a person says it: "Adam", "0.05", "off"."""
    value = getattr(experiment, name)
    choice = CHOICES.get(name)
    if choice is None:
        return _of_several(experiment, name)
    if choice.options is not None:
        return choice.options[value]
    if value is None:
        return choice.empty
    return f"{plain(value)} {choice.unit}".strip()


def starts_alike(first: Experiment, other: Experiment) -> bool:
    """Whether two experiments begin with the same weights, a learned initial state aside."""
    return first.sizes == other.sizes and not any(
        _differ((first, other), (name,)) and (name == "weights" or _means_something(name, (first, other)))
        for name in OF_THE_WEIGHTS
    )


def _differ(experiments: Sequence[Experiment], names: tuple[str, ...]) -> bool:
    first = [getattr(experiments[0], name) for name in names]
    return any([getattr(other, name) for name in names] != first for other in experiments[1:])


def _means_something(name: str, experiments: Sequence[Experiment]) -> bool:
    return name not in CHOICES or any(CHOICES[name].means_something(experiment) for experiment in experiments)


def _of_several(experiment: Experiment, name: str) -> str:
    if name == "changes":
        count = len(experiment.changes)
        return counted(count, "change") if count else "no changes"
    if name == "inputs" and experiment.task == TEXT:
        return counted(len(experiment.text), "letter")
    if name == "inputs":
        return f"{1 + len(experiment.more_inputs)} × {counted(len(experiment.inputs), 'step')}"
    return quoted(", ".join(map(str, getattr(experiment, name))) or "none")
