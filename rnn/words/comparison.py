"""What is said of lanes that are compared: their names, what differs, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from rnn.experiment.differences import LETTERS, differing, label_of, starts_alike, value_in_words
from rnn.experiment.experiment import Experiment
from rnn.text.quantities import number
from rnn.training.lanes import Lanes
from rnn.training.trainer import Trainer

MOST_NAMED = 2
"""Differences named in a lane's name."""
COUNTED = ("hidden_size", "sequences")
"""Choices whose label follows the number: "16 hidden units"."""
SPEAKING = ("inputs", "changes")
"""Choices whose value names them: "2 changes"."""
PLURAL = (*COUNTED, *SPEAKING, "batches")


def lane_names(experiments: Sequence[Experiment]) -> tuple[str, ...]:
    """Return a name for each lane from what differs from the first: "A: SGD", "B: Adam"; else its letter alone."""
    return tuple(
        ": ".join([letter, *_differences(experiments, place)])
        for place, letter in enumerate(LETTERS[: len(experiments)])
    )


def _differences(experiments: Sequence[Experiment], place: int) -> list[str]:
    """What differs between a lane and the first, in one text; of the first, what differs in any lane."""
    others = experiments[1:] if place == 0 else [experiments[place]]
    names = differing([experiments[0], *others])[:MOST_NAMED]
    return [", ".join(_setting(experiments[place], name) for name in names)] if names else []


def about_settings(lanes: Lanes) -> str:
    """Say what differs in the settings, and whether all lanes start from the same weights."""
    if len(lanes) == 1:
        return "There is one lane. Compare with another setting to see two runs side by side."
    return f"{what_differs(lanes.experiments)}{_about_starts(lanes.experiments)}"


def about_losses(lanes: Lanes) -> str:
    """Give the losses at the epoch shown; of a lane that ended or was kept at another epoch, that one too."""
    said = [_loss_of(trainer, lanes.epoch) for trainer in lanes.trainers]
    return f"At epoch {lanes.epoch:,} the loss is {' against '.join(said)}."


def what_differs(experiments: Sequence[Experiment]) -> str:
    """Say in which settings the lanes differ, with the values if it is one setting."""
    names = differing(experiments)
    if not names:
        return "Nothing differs between the lanes."
    if len(names) == 1:
        values = [value_in_words(experiment, names[0]) for experiment in experiments]
        verb = "differ" if names[0] in PLURAL else "differs"
        return f"Only {_lower(label_of(names[0]))} {verb}: {' against '.join(values)}."
    said = _listed([_lower(label_of(name)) for name in names])
    return f"{said[:1].upper()}{said[1:]} differ."


def _setting(experiment: Experiment, name: str) -> str:
    """A value that speaks for itself, or with its label."""
    said = value_in_words(experiment, name)
    if name in COUNTED:
        return f"{said} {_lower(label_of(name))}"
    if name in SPEAKING:
        return said
    return f"{_lower(label_of(name))} {said}" if said[:1].isdigit() or said in ("off", "none") else said


def _about_starts(experiments: Sequence[Experiment]) -> str:
    others = [
        letter
        for letter, experiment in zip(LETTERS[1:], experiments[1:], strict=False)
        if not starts_alike(experiments[0], experiment)
    ]
    if not others:
        return " All start from the same weights."
    return f" {_listed(others)} start{'s' if len(others) == 1 else ''} from other weights than A."


def _loss_of(trainer: Trainer, epoch: int) -> str:
    """The loss of a lane; if it ended or was kept at another epoch than the common one, with that epoch."""
    if trainer.status == "not finite":
        return "not finite"
    said = number(trainer.latest.loss)
    if trainer.status == "diverged":
        return f"{said} (diverged at epoch {trainer.epoch:,})"
    if trainer.epoch != epoch:
        return f"{said} ({'stopped' if trainer.status == 'stopped' else 'kept'} at epoch {trainer.epoch:,})"
    return said


def _lower(label: str) -> str:
    """The label inside a sentence: its first letter small, unless it is a symbol or an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
