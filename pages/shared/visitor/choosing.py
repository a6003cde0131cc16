"""Choosing: apply typed, selected or opened values to the visitor's experiment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pages.shared.visitor import session
from pages.shared.visitor.view import Session
from rnn import Experiment, Trainer
from rnn.data.own_data import OwnData
from rnn.experiment.data_choices import OWN


def choose(names: tuple[str, ...], **choices: Any) -> None:
    """Apply the values of the widgets `names`; an invalid value shows an error at the last of them.

    A change that restarts training also pauses it, at epoch 0.
    """
    for name in names:
        session.forget_problem(name)
    session.forget_notices()
    published = False
    while not published:
        present = session.current()
        try:
            trainer = present.trainer.choose(**choices)
        except ValueError as error:
            session.refuse(names[-1], str(error))
            return
        published = session.publish(_with_run(present, trainer), present)
    session.showing(present.trainer.experiment, trainer.experiment, choices)


def replace_experiment(experiment: Experiment) -> None:
    """Replace the experiment, untrained; the widgets show it from the next script run on."""
    _start(experiment)
    session.forget_notices()


def replace_data(data: OwnData) -> None:
    """Replace the sequences, untrained; the widgets show them from the next script run on.

    The other choices keep their present values. Raises ValueError where they are incompatible.
    """
    trainer = session.current().trainer
    _start(trainer.experiment.rewound(trainer.epoch).replaced(task=OWN, **data.choices))


def bring_back() -> None:
    """Swap the last run and the present one."""
    published = False
    while not published:
        present = session.current()
        published = session.publish(present.with_last_back(), present)
    session.forget_notices()


def _start(experiment: Experiment) -> None:
    published = False
    while not published:
        present = session.current()
        published = session.publish(present.starting(Trainer.start(experiment)), present)


def _with_run(present: Session, trainer: Trainer) -> Session:
    """Return the session with this trainer; a restarted run waits at epoch 0."""
    if trainer.snapshots is present.trainer.snapshots:
        return replace(present, trainer=trainer, recent=(), what_if=None)
    return present.starting(trainer)
