"""Measured series against figures that are published elsewhere, so that no number is one of our own."""

from __future__ import annotations

from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest

from rnn.data.series import MEASURED

FIGURES = {  # count, first, last, largest and when, mean; the mean of the sunspots is that of the yearly table
    "sunspots": (3120, 58.0, 0.8, 253.8, "1957-10", 52.24),
    "nile": (100, 1120.0, 740.0, 1370.0, "1879", 919.35),
    "passengers": (144, 112.0, 432.0, 622.0, "1960-07", 280.2986),
}
YEARLY = {1749: 80.9, 1778: 154.4, 1816: 45.8, 1870: 139.0, 1957: 190.2, 2008: 2.9}
"""Yearly means of the sunspot numbers, from the table of years that NOAA publishes beside the one of months."""


def values(key):
    """The numbers of a series, (T,)."""
    return np.array(MEASURED[key].rows)[:, 0]


def times(key):
    """The time steps in the file of a series."""
    lines = files("rnn.data.series").joinpath(f"{key}.csv").read_text(encoding="utf-8").splitlines()[1:]
    return [line.split(",")[0] for line in lines]


@pytest.mark.parametrize("key", MEASURED)
def test_numbers_are_the_published_ones(key):
    count, first, last, largest, when, mean = FIGURES[key]
    numbers = values(key)

    assert (len(numbers), numbers[0], numbers[-1]) == (count, first, last)
    assert (numbers.max(), times(key)[numbers.argmax()]) == (largest, when)
    assert numbers.mean() == pytest.approx(mean, abs=0.01)


@pytest.mark.parametrize("key", MEASURED)
def test_time_steps_have_no_gap(key):
    named = times(key)
    months = [int(time[:4]) * 12 + int(time[5:] or 1) for time in named]
    step = 12 if MEASURED[key].time_step == "year" else 1

    assert named[0] == MEASURED[key].first
    assert {after - before for before, after in pairwise(months)} == {step}


@pytest.mark.parametrize("key", MEASURED)
def test_series_says_what_it_is_and_where_it_is_from(key):
    series = MEASURED[key]
    texts = (series.label, series.shows, series.unit, series.time_step, series.source)

    assert series.key == key
    assert all(text == text.strip() != "" for text in texts)
    assert len(series.shows.split()) <= 25
    assert any(word in series.source for word in ("public domain", "no copyright"))


def test_numbers_are_read_once():
    assert MEASURED["nile"].rows is MEASURED["nile"].rows


def test_flow_of_the_nile_drops_after_1898():
    flow = values("nile")

    assert flow[:28].mean() == pytest.approx(1097.75, abs=0.01)  # 1871 to 1898, as in Cobb
    assert flow[28:].mean() == pytest.approx(849.97, abs=0.01)


def test_passengers_have_a_trend_and_a_season():
    years = values("passengers").reshape(-1, 12)

    assert (np.diff(years.mean(axis=1)) > 0).all()
    assert set(years.argmax(axis=1)) <= {6, 7}  # July or August


def test_sunspots_have_a_cycle_of_about_11_years():
    numbers = values("sunspots")
    spectrum = np.abs(np.fft.rfft(numbers - numbers.mean()))
    years = len(numbers) / 12 / np.arange(1, len(spectrum))

    assert 9 < years[spectrum[1:].argmax()] < 13


@pytest.mark.parametrize("year", YEARLY)
def test_yearly_means_of_the_sunspots_are_the_published_ones(year):
    means = values("sunspots").reshape(-1, 12).mean(axis=1)

    assert means[year - 1749] == pytest.approx(YEARLY[year], abs=0.5)
