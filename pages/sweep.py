"""Sweep page: many runs over the values of one or two choices and several seeds."""

from pages.shared.page import open_page
from pages.shared.stage.stage import stage
from pages.shared.sweep_files import sweep_files
from pages.shared.sweep_form import sweep_form
from pages.shared.views.sweep import sweep

open_page("Sweep")
sweep_form()
stage(sweep, sweeps=True)
sweep_files()
