"""Quantities in words: a number, a share, a ratio, as a person would say them; never in computer notation."""

from __future__ import annotations

from math import isfinite, isnan


def number(value: float) -> str:
    """Three significant digits; powers of ten written out only beyond a million or below a ten-thousandth."""
    if value == 0:
        return "0"
    if not isfinite(value):
        return "beyond counting"
    if 1e-4 <= abs(value) < 1e6:
        return f"{value:,.3g}" if abs(value) < 999.5 else f"{value:,.0f}"
    digits, power = f"{value:.1e}".split("e")
    return f"{digits} × 10{_raised(int(power))}"


def signed(value: float) -> str:
    """Two decimals with a true minus sign; from a million on as `number` has it."""
    if not abs(value) < 1e6:
        return number(value).replace("-", "−")
    return f"{value:.2f}".replace("-", "−") if round(value, 2) else "0.00"


def share(part: float) -> str:
    """A part of the whole as a percentage that never claims all or nothing where it is not."""
    if not isfinite(part):
        return "an unknown part"
    if part in (0, 1):
        return "all" if part else "none"
    if part > 0.99:
        return "almost all"
    if part < 0.001:
        return "almost none"
    return f"{100 * part:.0f} %" if part >= 0.095 else f"{100 * part:.1f} %"


def percent(part: float) -> str:
    """A percentage in two significant digits."""
    return f"{float(f'{100 * part:.2g}'):g} %"


def times(factor: float) -> str:
    """How many times."""
    if factor > 1e300:
        return "more than 10³⁰⁰ times"
    return f"{number(factor)} times" if factor < 10 else f"{number(float(f'{factor:.2g}'))} times"


def ratio(part: float) -> str:
    """One length against another: a percentage when it is less, times when it is more."""
    if isnan(part):
        return "beyond comparison with"
    if 0.995 <= part <= 1.005:
        return "as large as"
    if part > 1:
        return f"{times(part)} as large as"
    if part >= 0.001:
        return f"{percent(part)} of"
    return f"{number(part)} times"


def _raised(power: int) -> str:
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
