"""Sentences about the data: how the sequences were understood, and what the network gets of them."""

from __future__ import annotations

from rnn.data.letters import OTHER
from rnn.data.own_data import OwnData
from rnn.data.own_series import OwnSeries
from rnn.data.tasks import TASKS
from rnn.experiment.experiment import Experiment
from rnn.experiment.sequence_choices import TEXT
from rnn.text.quantities import counted


def about_sequence(experiment: Experiment) -> str:
    """How the sequence was understood, and what the network gets of it."""
    data = experiment.given_data
    if experiment.task == TEXT:
        return _about_text(experiment)
    if experiment.series is None or data is None:
        return _about_task(experiment)
    if experiment.series.windows is not None:
        return _about_windows(experiment.series)
    if len(data.inputs) > 1:
        return _about_several(experiment)
    items, features = len(data.inputs[0]), len(data.inputs[0][0])
    read = counted(items, "time step")
    read += f" of {features} numbers" if features > 1 else ""
    if data.targets is not None:
        return f"{read}."
    ahead = experiment.ahead
    following = "the next" if ahead == 1 else f"the one {ahead} steps ahead"
    return f"{read}: {experiment.x.shape[1]:,} to learn from, each with {following} as target."


def about_own(data: OwnData) -> str:
    """What the sequences are that no field shows: too long for one, or words and classes."""
    several = "Your sequence has" if len(data.inputs) == 1 else f"Your {len(data.inputs)} sequences have"
    rows, beside = sum(map(len, data.inputs)), "" if data.targets is None else ", with a target of their own"
    if not data.is_coded:
        return f"{several} {counted(rows, 'row')}, too many for a text field{beside}."
    what = counted(rows, "time step")
    if data.vocabulary:
        what = f"{counted(rows, 'word')}, {len(data.vocabulary)} of them different"
    classes = f", and {len(data.classes)} classes" if data.classes else ""
    return f"{several} {what}{classes}."


def _about_text(experiment: Experiment) -> str:
    """How many letters and symbols there are, how many share one, and what an update follows."""
    alphabet, series = experiment.alphabet, experiment.series
    assert alphabet is not None
    assert series is not None
    said = f"{counted(len(series.levels[0]), 'letter')}, {counted(alphabet.size, 'symbol')}"
    if alphabet.joined:
        said += f"; the {len(alphabet.joined):,} rarest letters share {OTHER}"
    if experiment.held_out is not None:
        said += f"; {OTHER} stands for letters that are not learned"
    following = "the next letter" if experiment.ahead == 1 else f"the letter {experiment.ahead} steps ahead"
    if series.windows is None:
        return f"{said}: each has {following} as target."
    return f"{said}. {_about_windows(series)}"


def _about_several(experiment: Experiment) -> str:
    """How many sequences there are beside the one that is drawn."""
    several = (experiment.inputs, *experiment.more_inputs)
    shortest, longest, features = min(map(len, several)), max(map(len, several)), len(experiment.inputs[0])
    steps = counted(longest, "time step")
    read = f"{len(several)} sequences of {steps if shortest == longest else f'{shortest:,} to {steps}'}"
    read += f" of {features} numbers" if features > 1 else ""
    following = "the next" if experiment.ahead == 1 else f"the one {experiment.ahead} steps ahead"
    target = "" if experiment.targets is not None else f", each item with {following} as target"
    padded = "" if shortest == longest else "; shorter ones are padded with steps that do not count"
    return f"{read}{target}{padded}; the charts draw one of them."


def _about_task(experiment: Experiment) -> str:
    """What a task draws."""
    task, (drawn, steps, _) = TASKS[experiment.task], experiment.x.shape
    name = f"{task.label} of {experiment.delay}" if "delay" in task.dials else task.label
    several = counted(drawn, "sequence")
    read = f"Task, {name}: {several} of {counted(steps, 'time step')}"
    if experiment.always_fresh:
        return f"{read}, drawn anew at each epoch; the charts draw one of a probe batch, which stays."
    return f"{read}; the charts draw one." if drawn > 1 else f"{read}."


def _about_windows(series: OwnSeries) -> str:
    """How many windows there are, and which of them an update follows."""
    windows = series.windows
    assert windows is not None
    learned, held_out = len(windows.learned), len(windows.held_out)
    measured = series.held_out_in_batch
    some = f", of which {measured} are measured" if measured < held_out else ""
    apart = f", and {held_out:,} more held out{some}" if held_out else ""
    read = f"{counted(learned, 'window')} of {counted(windows.steps, 'time step')}{apart}"
    if series.fresh:
        return f"{read}. Each epoch draws {series.learned_in_batch}; the charts show some that stay."
    return f"{read}; the charts draw one." if learned > 1 else f"{read}."
