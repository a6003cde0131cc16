"""Choosing: apply typed, selected or opened values to the visitor's experiment."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pages.shared.visitor import session
from pages.shared.visitor.commands import attempted
from pages.shared.visitor.moving import played
from pages.shared.visitor.sweep_form import SweepForm
from pages.shared.visitor.visit import Session
from rnn import Experiment, Sweep, Trainer
from rnn.data.own_data import OwnData
from rnn.experiment.sequence_choices import OWN
from rnn.experiment.text_choices import text_choices
from rnn.training.lanes import Lanes
from rnn.words.remedies import Remedy

WINDOW = 50
"""Time steps of the windows into which a long series is cut at first."""


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
            following = present.choosing(choices)
        except ValueError as error:
            session.refuse(names[-1], str(error))
            return
        published = session.publish(following, present)
    session.showing(present.trainer.experiment, following.trainer.experiment, choices)


def replace_experiment(*experiments: Experiment) -> None:
    """Replace all lanes by these untrained experiments; the widgets show the first from the next script run on."""
    _start(lambda lanes: Lanes.start(experiments))
    session.forget_notices()


def replace_sweep(sweep: Sweep) -> None:
    """Fill in the form of the Sweep page, and replace all lanes by the experiment that is swept, untrained."""

    def following(present: Session) -> Session:
        page = replace(present.sweep, form=SweepForm.of(sweep, present.sweep.form.generation + 1))
        return replace(present.starting(Lanes.start([sweep.experiment])), sweep=page)

    session.change(following)
    session.forget_notices()


def reseed(seed: int) -> None:
    """Start all lanes from other initial weights; the widgets show the seed from the next script run on."""
    _start(lambda lanes: lanes.rewound().restarted(seed=seed))
    session.forget_notices()


def attempt(remedy: Remedy) -> None:
    """Choose what a hint proposes; the widgets show it from the next script run on."""
    session.change(lambda present: attempted(present, remedy.choices, remedy.anew))
    session.forget_notices()


def replace_data(data: OwnData) -> None:
    """Replace the sequences of all lanes, untrained; the widgets show them from the next script run on.

    The other choices keep their present values, but for the range of rows; a series that is too long to be learned
    whole is cut into windows. Raises ValueError where they are incompatible.
    """
    choices = {**data.choices, "task": OWN, "text": "", "rows_from": None, "rows_to": None}
    present = session.current().trainer.experiment
    if data.classes:
        choices |= {"loss": "cross-entropy", "loss_at": "last"}
    elif present.task != OWN or present.classes:
        choices |= {"loss": "squared", "loss_at": "every"}
    if data.is_long and present.window is None:
        choices["window"] = WINDOW
    _start(lambda lanes: lanes.rewound().restarted(**choices))


def replace_text(text: str, suited: bool) -> None:
    """Learn a text in all lanes, untrained; the widgets show it from the next script run on.

    suited : whether the network and its update are set to what learns letters; else they keep their present values
    Raises ValueError where these are incompatible.
    """
    choices = text_choices(text, session.current().trainer.experiment, suited)
    _start(lambda lanes: lanes.rewound().restarted(**choices))


def compare(differences: dict[str, Any]) -> None:
    """Add a lane that differs from the present one in these choices, and train all lanes from epoch 0.

    Raises ValueError for a value that is not allowed, or if there are as many lanes as there may be.
    """

    def following(present: Session) -> Lanes:
        lanes = present.lanes.rewound()
        return lanes.adding(Trainer.start(lanes.trainers[present.lane].experiment.replaced(**differences)))

    session.change(lambda present: played(present.starting(following(present)), time.monotonic()))


def compare_with_parent() -> None:
    """Put the run that this one branched from beside it, as the first lane, at the same epoch."""

    def following(present: Session) -> Session:
        parent, branch = present.parent, present.trainer
        if parent is None or len(present.lanes) > 1:
            return present
        before = parent.at(min(parent.epoch, branch.epoch))
        return replace(present.starting(Lanes((before, branch))), lane=1)

    session.change(following)


def bring_back() -> None:
    """Swap the last lanes and the present ones."""
    session.change(Session.with_last_back)
    session.forget_notices()


def _start(following: Callable[[Lanes], Lanes]) -> None:
    session.change(lambda present: present.starting(following(present.lanes)))
