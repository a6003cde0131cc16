"""Choosing: how what is typed, picked or opened becomes the visitor's experiment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pages.shared.visitor import session
from pages.shared.visitor.view import Session
from rnn import Experiment, Trainer
from rnn.data.own_data import OwnData
from rnn.experiment.data_choices import OWN


def choose(names: tuple[str, ...], **choices: Any) -> None:
    """Take over what was typed into the widgets `names`; if it does not fit, the problem stands at the last one.

    What starts the network anew also stops play at its epoch 0.
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
    """Take another experiment in place of the present one, untrained; every widget shows it from the next run on."""
    _start(experiment)
    session.forget_notices()


def replace_data(data: OwnData) -> None:
    """Take other sequences in place of the present ones, untrained; every widget shows them from the next run on.

    The other choices stay as they are now. Raises ValueError where they do not fit.
    """
    trainer = session.current().trainer
    _start(trainer.experiment.rewound(trainer.epoch).replaced(task=OWN, **data.choices))


def bring_back() -> None:
    """Take the last run in place of the present one, which is then the last."""
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
    """The session with other choices in its run; a run that starts anew waits at its epoch 0."""
    if trainer.snapshots is present.trainer.snapshots:
        return replace(present, trainer=trainer, recent=(), what_if=None)
    return present.starting(trainer)
