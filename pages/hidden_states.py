"""Hidden states page: the value of each unit over time, and the slope of its activation."""

from pages.shared.page import open_page
from pages.shared.stage.cards import Cards
from pages.shared.stage.stage import stage
from rnn.figures import hidden, slope, unit_over_time

open_page("Hidden states")
stage(
    lambda view: Cards(
        hidden=lambda: hidden.draw(view.shown_pass, view.sequence),
        unit=lambda: unit_over_time.draw(view.shown_pass, view.unit, view.sequence),
        slope=lambda: slope.draw(view.shown_pass, view.sequence),
    )
)
