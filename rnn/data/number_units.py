"""Units in cells, such as $1,234.50, 12.5 kg and 35 %: the number and the unit of a cell."""

from __future__ import annotations

import re
from typing import NamedTuple

_MONEY = r"(?:[A-Z]{0,3}[$€£¥₹₽₩₺₫₪฿]|USD|EUR|GBP|CHF|JPY|CNY|INR)"
_CELL = re.compile(
    rf"(?P<minus>[+-]?) ?(?:(?P<money>{_MONEY}) ?)?(?P<sign>[+-]?)"
    r"(?P<number>(?:[0-9.,][0-9.,' ]*)?[0-9]\.?(?:[eE][+-]?[0-9]+)?)"
    r"(?: ?(?P<unit>(?:[^\W\d_]|[%‰°$€£¥₹₽₩₺₫₪฿])[^\s,;|\"#0-14-9]{0,11}))?"
)


class Measured(NamedTuple):
    """The number of a cell as text, and its unit; "" for none."""

    number: str
    unit: str


def measured(cell: str) -> Measured:
    """Split a cell into number and unit; a cell that is no number with a unit is returned as it is, without a unit.

    A currency sign may stand before the number, any unit after it.
    """
    found = _CELL.fullmatch(cell)
    if not found or not (found["money"] or found["unit"]) or (found["money"] and found["unit"]):
        return Measured(cell, "")
    if found["minus"] and found["sign"]:
        return Measured(cell, "")
    return Measured(found["minus"] + found["sign"] + found["number"], found["money"] or found["unit"])
