"""Hidden states page: the value of each unit over time, and the slope of its activation."""

from pages.shared.page import open_page
from pages.shared.stage.stage import stage
from pages.shared.views.hidden_states import hidden_states

open_page("Hidden states")
stage(hidden_states)
