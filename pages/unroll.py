"""Unroll page: one pass sub-step by sub-step, the gradient of each time step, and a gradient check."""

from pages.shared.page import open_page
from pages.shared.stage.stage import stage
from pages.shared.views.unroll import chosen_view

open_page("Unroll")
stage(chosen_view())
