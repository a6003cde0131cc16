"""Kept runs: a button that keeps the present run, a table of all, and what can be done with the selected one."""

from __future__ import annotations

from zlib import crc32

import pandas as pd
import streamlit as st

from pages.shared.problem import show_problem
from pages.shared.visitor import keeping, session
from pages.shared.visitor.callbacks import uninterrupted
from pages.shared.visitor.visit import Session
from rnn import ExperimentError, Trainer
from rnn.experiment.differences import LETTERS
from rnn.text.quantities import number
from rnn.words.comparison import lane_names
from rnn.words.kept import MOST_KEPT, Kept, differences
from rnn.words.kept_file import kept_from_json, kept_to_json
from rnn.words.losses_csv import losses_csv

FILE = "kept_file"
DIFFERS = "≠ "
ABOUT = (
    f"Keep up to {MOST_KEPT} runs, each with its settings, weights and history (about 1 MB each). "
    "They are lost when this tab closes, unless you save them as a file."
)


def kept_runs() -> None:
    """Draw the button, the table, and the files; in present mode only a table is shown."""
    now = session.current()
    with st.container(key="kept-runs" if now.kept else "nothing-kept"):
        _buttons(now)
        st.caption(keeping.FULL if len(now.kept) >= MOST_KEPT else ABOUT)
        if now.kept:
            _table(now)
        with st.expander("Open kept runs from a file"):
            st.file_uploader("Kept runs", type="json", key=session.widget_key(FILE), on_change=_take, max_upload_size=8)
            show_problem(FILE, session.problem(FILE))


def _buttons(now: Session) -> None:
    """Draw what keeps and saves runs; a file is made when it is asked for, outside of any script run."""
    newest = session.newest()
    with st.container(horizontal=True, vertical_alignment="center", key="keep"):
        st.button("Keep this run", icon=":material/bookmark_add:", on_click=_keep, disabled=len(now.kept) >= MOST_KEPT)
        st.download_button(
            "Losses as CSV", lambda: losses_csv(_runs(newest.session)), "losses.csv", "text/csv", on_click="ignore"
        )
        if now.kept:
            st.download_button(
                "Save the kept runs", lambda: kept_to_json(newest.session.kept), "kept-runs.json",
                "application/json", on_click="ignore",
            )  # fmt: skip


def _table(now: Session) -> None:
    """Draw the table, the reference, and the selected run."""
    names = [run.name for run in now.kept]
    reference = st.selectbox("Reference", names, key="reference", width=260)
    rows = _rows(now.kept, names.index(reference) if reference in names else 0)
    key = table_key(now.kept)
    event = st.dataframe(rows, hide_index=True, on_select="rerun", selection_mode="single-row", key=key)
    chosen = [place for place in event["selection"]["rows"] if place in range(len(names))]  # anything, if forged
    if chosen:
        _selected(now, now.kept[chosen[0]])
    else:
        st.caption(f"{DIFFERS.strip()} marks a setting that differs from the reference. Select a row to use a run.")


def table_key(kept: tuple[Kept, ...]) -> str:
    """Return the key of the table: another one with other runs, so that no row stays selected for its neighbour."""
    return f"kept-{crc32(''.join(run.key for run in kept).encode())}"


def _rows(kept: tuple[Kept, ...], reference: int) -> pd.DataFrame:
    """Return the table; a setting that differs from that of the reference is marked."""
    settings = {
        label: [value if value == values[reference] else f"{DIFFERS}{value}" for value in values]
        for label, values in differences(kept).items()
    }
    held_out = {} if all(run.held_out_loss is None for run in kept) else {
        "Held-out loss": [run.held_out_loss for run in kept]
    }  # fmt: skip
    return pd.DataFrame(
        {
            "Name": [run.name for run in kept],
            **settings,
            "Epoch": [run.trainer.epoch for run in kept],
            "Loss reached": [run.loss for run in kept],
            **held_out,
            "Memory horizon": [number(run.horizon) if run.horizon < 1e9 else "beyond T" for run in kept],
            "Verdict": [run.verdict for run in kept],
            "State": [run.state for run in kept],
        }
    )


def _selected(now: Session, run: Kept) -> None:
    """Draw the name of the selected run, and the buttons that use it."""
    key = f"kept-name-{run.key}"
    with st.container(horizontal=True, vertical_alignment="bottom", key="kept-actions"):
        st.text_input("Name", run.name, key=key, on_change=_rename, args=(run.key, key), max_chars=200, width=260)
        st.button("Open", on_click=_reopen, args=(run,), help="It becomes the present run.")
        st.button(
            "Add as a lane", on_click=_add, args=(run,), disabled=len(now.lanes) == len(LETTERS),
            help="It stands beside the present run and no longer trains.",
        )  # fmt: skip
        st.button("Delete", on_click=_delete, args=(run.key,))
    show_problem(keeping.NAME, session.problem(keeping.NAME))


def _runs(now: Session) -> list[tuple[str, Trainer]]:
    """Return all lanes and kept runs with their names."""
    lanes = zip(lane_names(now.lanes.experiments), now.lanes.trainers, strict=True)
    return [*lanes, *((run.name, run.trainer) for run in now.kept)]


@uninterrupted
def _keep() -> None:
    keeping.keep_run()


@uninterrupted
def _rename(key: str, widget: str) -> None:
    keeping.rename(key, session.widget_value(widget))


@uninterrupted
def _reopen(run: Kept) -> None:
    keeping.reopen(run)


@uninterrupted
def _add(run: Kept) -> None:
    keeping.add_as_lane(run)


@uninterrupted
def _delete(key: str) -> None:
    keeping.delete(key)


@uninterrupted
def _take() -> None:
    """Replace the kept runs by those of an uploaded file; an invalid file changes nothing and shows an error."""
    session.forget_problem(FILE)
    data = session.uploaded(FILE)
    if data is None:
        return
    try:
        keeping.take(kept_from_json(data))
    except ExperimentError as error:
        session.refuse(FILE, str(error))
