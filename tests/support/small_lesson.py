"""A small lesson with a card of each kind, and sessions that read it."""

from __future__ import annotations

from dataclasses import replace

from pages.shared.stage.playing import play
from pages.shared.stage.share import Plan, Share
from pages.shared.views.lenses import FIGURES
from pages.shared.visitor.commands import answer
from pages.shared.visitor.lesson_moves import read, with_own
from pages.shared.visitor.reading import OWN
from pages.shared.visitor.visit import Session
from rnn import Experiment, Trainer
from rnn.lessons.reading import parse

WRONG, RIGHT, BECAUSE = "Weights are too many.", "Each update goes downhill.", "The gradient says where down is."
TEXT = f'''+++
title = "A small lesson"
[experiments]
start = "v=1&hidden=4"
other = "v=1&hidden=3&lr=0.02"
+++

## It stands
```card
figures = ["loss"]
```
The loss is {{loss}}.

## It is asked
```card
figures = ["loss"]
play_to = 20
[question]
ask = "What does the loss do?"
choices = [
  {{ text = "It stays.", why = "{WRONG}" }},
  {{ text = "It falls.", right = true, why = "{RIGHT}" }},
  {{ text = "It rises.", why = "Updates would go uphill." }},
]
because = "{BECAUSE}"
```

## It is another one
```card
experiment = "other"
lens = "Hidden states"
figures = ["unit"]
epoch = 5
unit = 2
step = 3
```
Unit two.

## A number
```card
figures = ["loss"]
epoch = 10
play_to = 30
[question]
ask = "What is the loss then?"
quantity = "loss at 30"
within = 2.0
because = "It is {{loss at 30}}."
```

## A curve
```card
figures = ["gradient", "prediction"]
[question]
ask = "Draw the gradient."
curve = "gradient at 0"
log = true
figure = "gradient"
because = "It shrinks."
```

## A walk
```card
lens = "Unroll / Walk"
walk = 2
walk_to = 5
[question]
ask = "What is the error?"
quantity = "error(4)"
off_by = 0.1
because = "It is {{error(4)}}."
```
'''
LESSON = parse(TEXT, "small.md", FIGURES)
ASKS, OTHER, NUMBER, CURVE, WALKED = 1, 2, 3, 4, 5
"""Places of its cards; the first only explains."""
START, ANOTHER = (LESSON.experiments[name].experiment for name in ("start", "other"))
PLAN, NOW = Plan(tick=0.25, frames=5, training=0.5), 10.0


def at_card(place: int = 0, session: Session | None = None) -> Session:
    """A session that has come to a card of the small lesson, and trained as far as that asks."""
    session = session or Session.of(Trainer.start(Experiment()))
    return trained(read(with_own(session, LESSON, NOW), OWN, place, NOW))


def trained(session: Session) -> Session:
    """Tick after tick, until it stops by itself."""
    tick = 0
    while session.playing:
        tick += 1
        session, _ = play(session, PLAN, Share(), lambda view, state: {"figures": {}}, NOW + PLAN.tick * tick)
    return session


def commanded(session: Session, **command: object) -> Session:
    return answer(session, {"n": session.done + 1, **command}, NOW)


def played(session: Session) -> Session:
    return trained(replace(commanded(session, do="play"), pace="max"))
