"""Download of the forecast as CSV."""

from __future__ import annotations

import streamlit as st

from pages.shared.visitor import session
from pages.shared.visitor.visit import Session
from rnn.lenses.forecast import forecast, why_no_forecast
from rnn.words.forecast import forecast_csv


def forecast_file() -> None:
    """Draw the button where there is a forecast; the file is made when it is asked for, outside of any script run."""
    newest = session.newest()
    if why_no_forecast(session.current().trainer) is None:
        st.download_button(
            "Forecast as CSV", lambda: _csv(newest.session), "forecast.csv", "text/csv", on_click="ignore"
        )


def _csv(shown: Session) -> str:
    view = shown.view
    return forecast_csv(forecast(view.shown, view.horizon, view.sequence, view.step))
