"""Lessons name the pages, views and charts that are on the screen, and no others."""

from __future__ import annotations

import pytest

from pages.shared.page import PAGES
from pages.shared.views import compare, dynamics, gradient_flow, unroll
from pages.shared.views.lenses import FIGURES, LENSES
from pages.shared.visitor.view import View
from rnn import Experiment
from rnn.lessons.lesson import CurveQuestion
from rnn.lessons.lessons import FILES
from rnn.lessons.reading import parse
from rnn.training.lanes import Lanes

VIEWS = {
    "Unroll": (unroll.WALK, unroll.CONTRIBUTIONS, unroll.CHECK),
    "Gradient flow": tuple(gradient_flow.VIEWS),
    "Dynamics": tuple(dynamics.VIEWS),
    "Compare": tuple(compare.VIEWS),
}
SEEN = [
    [Experiment()] * 4,
    [Experiment(hidden_size=2)],
    [Experiment(task="hello", loss="cross-entropy")],
    [Experiment(task="text", text="to be or not to be", loss="cross-entropy")],
]


def test_every_page_and_view_is_a_lens():
    titles = [title for _, title, _ in PAGES if title not in ("Lessons", "Sweep")]  # those show more than a run
    names = [f"{title} / {view}" for title in titles for view in VIEWS.get(title, ())]
    names += [title for title in titles if title not in VIEWS]

    assert sorted(LENSES) == sorted(names)


@pytest.mark.parametrize("name", LENSES)
def test_charts_are_those_of(name):
    views = [View(lanes, lanes) for lanes in map(Lanes.start, SEEN)]
    keys = {key for view in views for key in LENSES[name].draw(view)}

    assert keys == set(FIGURES[name])


@pytest.mark.parametrize("path", sorted(FILES.glob("*.md")), ids=lambda path: path.stem)
def test_lens_and_charts_of_every_card_are_there_in(path):
    lesson = parse(path.read_bytes(), path.name, FIGURES)

    for card in lesson.cards:
        lanes = range(len(lesson.experiments[card.experiment].experiments))
        held = Lanes(tuple(lesson.runs.at(card.experiment, card.epoch, lane) for lane in lanes))
        asked = card.question.figure if isinstance(card.question, CurveQuestion) else None
        named = {*card.figures, *filter(None, [asked])}
        assert named <= set(LENSES[card.lens].draw(View(held, held))), card.title
