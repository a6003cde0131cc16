"""Unroll: walk through one pass with every number, see what each step adds, and whether it is right."""

from pages.shared.page import open_page
from pages.shared.stage.stage import stage
from pages.shared.views.unroll import chosen_view

open_page("Unroll")
stage(chosen_view())
