"""Files dialog: save and open an experiment or its weights, as a link or a file."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from pages.shared.problem import show_problem
from pages.shared.visitor import choosing, dialog_state, session
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.hidden import HIDEABLE, hidden_query
from rnn import (
    Experiment,
    ExperimentError,
    lanes_from_json,
    started_from,
    sweep_from_json,
    to_json,
    to_npz,
    to_query,
)
from rnn.data.limits import WORK_BUDGET
from rnn.experiment.network_choices import GIVEN
from rnn.sweep.sweep_file import is_of_a_sweep
from rnn.training.cost import epochs_in

NAME = "files"
EXPERIMENT, WEIGHTS = "experiment_file", "weights_file"


@uninterrupted
def open_files() -> None:
    """Open the dialog without the error messages of earlier files."""
    for name in (EXPERIMENT, WEIGHTS):
        session.forget_problem(name)
    dialog_state.open_dialog(NAME)


def draw() -> None:
    """Draw the link, the experiment's file and the weights file."""
    now = session.current()
    experiments, experiment, shown = now.lanes.experiments, now.trainer.experiment, now.view.shown
    st.markdown(f"**Link** to {'all lanes' if len(experiments) > 1 else 'this experiment'} at the epoch shown")
    _link(experiments, now.shown.epoch)
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**Experiment**: sequences and all settings")
        st.download_button(
            "Save the experiment", to_json(experiments[0], experiments[1:]), "experiment.json", "application/json",
            icon=":material/download:", on_click="ignore", width="stretch",
        )  # fmt: skip
        _uploader("Open an experiment", "json", EXPERIMENT, 2)
    with right:
        st.markdown("**Weights** as NumPy arrays")
        st.download_button(
            f"Save the weights of epoch {shown.epoch:,}", to_npz(shown.parameters), f"weights-{shown.epoch}.npz",
            "application/octet-stream", icon=":material/download:", on_click="ignore", width="stretch",
        )  # fmt: skip
        _uploader("Initialize from a weights file", "npz", WEIGHTS, 1)
        if experiment.start == GIVEN:
            st.caption("This experiment is initialized from given weights, so its number of hidden units is fixed.")
            st.button("Draw random initial weights", on_click=_draw_weights, width="stretch")


def _link(experiments: tuple[Experiment, ...], epoch: int) -> None:
    hidden = st.multiselect(
        "Hide in this link", list(HIDEABLE), key="hide_in_link", placeholder="nothing",
        format_func=lambda name: f"{name}: {HIDEABLE[name]}",
        help="Controls that the page does not show to whoever opens the link. Anybody can show them again.",
    )  # fmt: skip
    query = to_query(experiments[0], epoch if epoch <= epochs_in(WORK_BUDGET, *experiments) else 0, experiments[1:])
    if query is None:
        st.text("This experiment is too long for a link. Save it as a file instead.")
        return
    scheme, host, path, *_ = urlsplit(st.context.url or "")
    st.code(
        urlunsplit((scheme, host, path or "/", "&".join(filter(None, (query, hidden_query(hidden)))), "")),
        language=None,
        wrap_lines=True,
    )


def _uploader(label: str, kind: str, name: str, megabytes: int) -> None:
    st.file_uploader(
        label, type=kind, key=session.widget_key(name), on_change=_take, args=(name,), max_upload_size=megabytes
    )
    show_problem(name, session.problem(name))


@uninterrupted
def _take(name: str) -> None:
    """Replace the experiment by that of an uploaded file; an invalid file changes nothing and shows an error."""
    session.forget_problem(name)
    data = session.uploaded(name)
    if data is None:
        return
    run = session.current().trainer
    try:
        if name == EXPERIMENT and is_of_a_sweep(data):
            choosing.replace_sweep(sweep_from_json(data))
            dialog_state.go_to("pages/sweep.py")
        elif name == EXPERIMENT:
            choosing.replace_experiment(*lanes_from_json(data))
        else:
            choosing.replace_experiment(started_from(data, run.experiment.rewound(run.epoch)))
    except ExperimentError as error:
        session.refuse(name, str(error))
        return
    dialog_state.close_dialog()


@uninterrupted
def _draw_weights() -> None:
    """Replace the given weights by random ones drawn from the seed."""
    run = session.current().trainer
    choosing.replace_experiment(run.experiment.rewound(run.epoch).replaced(start="small"))
