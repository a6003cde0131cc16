"""What is said about a forecast, and its numbers as CSV."""

from __future__ import annotations

import csv
from io import StringIO

import numpy as np

from rnn.lenses.forecast import Forecast
from rnn.text.quantities import counted, number

HEADER = ("row", "series", "one_step_prediction", "forecast", "held_out")


def about_forecast(made: Forecast, column: int = 0, whole: bool = True) -> str:
    """How far the forecast of a column is off where the series is known, against repeating the last number.

    whole : whether all of it can be drawn
    """
    ahead = made.ahead[:, column]
    if not np.isfinite(ahead).all():
        row = made.begin + int(np.flatnonzero(~np.isfinite(ahead))[0])
        return f"Fed with its own output, the network is not finite from row {row:,} on."
    away = "" if whole else " It leaves the range of the series, and is cut off there."
    known, steps = len(made.truth), len(ahead)
    if not known:
        return f"{_rows(steps)} forecast, beginning at {number(ahead[0])}. Hold out a part to see how far off.{away}"
    ours, repeated = made.error[column], made.repeated_error[column]
    rows = int(made.away[column])
    far = f" It is off by more than the series' standard deviation after {_rows(rows)}." if rows > 0 else ""
    return (
        f"Over {_rows(known)} that are known, the forecast is off by {number(ours)} (RMSE), the last value by "
        f"{number(repeated)}.{away or far}"
    )


def forecast_csv(made: Forecast) -> str:
    """Return one row for each row of the series that is read or forecast; several columns have their number."""
    columns = made.known.shape[1]
    names = [HEADER[0]] + [
        name if columns == 1 else f"{name}_{column + 1}" for name in HEADER[1:] for column in range(columns)
    ]
    read, later = len(made.known), len(made.ahead)
    parts = (
        np.concatenate([made.known, np.full((later, columns), np.nan)]),
        np.concatenate([made.fitted, np.full((later, columns), np.nan)]),
        np.concatenate([np.full((read, columns), np.nan), made.ahead]),
        np.concatenate(
            [np.full((read, columns), np.nan), made.truth, np.full((later - len(made.truth), columns), np.nan)]
        ),
    )
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    for place, values in enumerate(np.concatenate(parts, axis=1).tolist()):
        writer.writerow([made.first + place, *("" if value != value else value for value in values)])
    return text.getvalue()


def _rows(count: int) -> str:
    return counted(count, "row")
