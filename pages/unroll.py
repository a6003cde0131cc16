"""Unroll: walk through one pass step by step, forward and back, with every number and the code that makes it."""

from pages.shared.page import open_page
from pages.shared.stage import stage
from rnn.figures import substep, unrolled

open_page("Unroll")
stage(
    lambda view: {
        "unrolled": unrolled.draw(view.walk, view.position),
        "substep": substep.draw(view.walk, view.position),
    }
)
