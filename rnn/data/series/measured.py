"""Registry of the measured series: what each one shows, its unit and its source; its numbers are read when needed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from rnn.data.sequences import Rows


@dataclass(frozen=True)
class Series:
    """One number at each time step, from the file `<key>.csv` beside this one.

    shows : one sentence on what the series shows
    unit : unit of the numbers
    time_step : what a time step is, in the singular
    first : the first time step, as in the file
    source : who measured and published the numbers, and why they are free to use
    """

    key: str
    label: str
    shows: str
    unit: str
    time_step: str
    first: str
    source: str

    @cached_property
    def rows(self) -> Rows:
        """The numbers, one at each time step."""
        text = files(__package__).joinpath(f"{self.key}.csv").read_text(encoding="utf-8")
        _header, *lines = csv.reader(text.splitlines())
        return tuple((float(value),) for _time, value in lines)


_SERIES = (
    Series(
        "sunspots",
        "monthly sunspots",
        "Sunspots come and go in cycles of about 11 years, which differ in height and in length.",
        "sunspots",
        "month",
        "1749-01",
        "Monthly means of the relative (Wolf) sunspot number, 1749 to 2008: counted at Zurich until 1980, then in "
        "Brussels. Published by the U.S. National Geophysical Data Center (NOAA); in the public domain.",
    ),
    Series(
        "nile",
        "flow of the Nile",
        "The yearly flow drops by a quarter after 1898, and varies from year to year with little memory.",
        "10^8 m^3 a year",
        "year",
        "1871",
        "Annual flow of the Nile at Aswan, 1871 to 1970; studied by G. W. Cobb, The problem of the Nile, Biometrika 65 "
        "(1978). In the public domain.",
    ),
    Series(
        "passengers",
        "airline passengers",
        "A trend with a season: more passengers each year, most in summer, and summers that grow with the trend.",
        "thousand passengers a month",
        "month",
        "1949-01",
        "Monthly totals of international airline passengers, 1949 to 1960: Series G in Box and Jenkins, Time Series "
        "Analysis (1970). Counts are facts, which no copyright covers.",
    ),
)
MEASURED = {series.key: series for series in _SERIES}
