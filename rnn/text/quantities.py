"""Quantities in words: numbers, fractions and ratios, never in computer notation."""

from __future__ import annotations

from math import isfinite, isnan


def number(value: float) -> str:
    """Format with three significant digits; with a power of ten from a million on and below a ten-thousandth."""
    if value == 0:
        return "0"
    if not isfinite(value):
        return "not a finite number"
    if 1e-4 <= abs(value) < 1e6:
        return f"{value:,.3g}" if abs(value) < 999.5 else f"{value:,.0f}"
    digits, power = f"{value:.1e}".split("e")
    return f"{digits} × 10{_raised(int(power))}"


def signed(value: float) -> str:
    """Format with two decimals and a true minus sign; from a million on like `number`."""
    if not abs(value) < 1e6:
        return number(value).replace("-", "−")
    return f"{value:.2f}".replace("-", "−") if round(value, 2) else "0.00"


def share(part: float) -> str:
    """Format a fraction as a percentage; "all" and "none" only if it is exactly 1 or 0."""
    if not isfinite(part):
        return "an unknown fraction"
    if part in (0, 1):
        return "all" if part else "none"
    if part > 0.99:
        return "almost all"
    if part < 0.001:
        return "almost none"
    return f"{100 * part:.0f} %" if part >= 0.095 else f"{100 * part:.1f} %"


def percent(part: float) -> str:
    """Format a fraction as a percentage with two significant digits."""
    return f"{float(f'{100 * part:.2g}'):g} %"


def times(factor: float) -> str:
    """Format a factor, as in "3 times"."""
    if factor > 1e300:
        return "more than 10³⁰⁰ times"
    return f"{number(factor)} times" if factor < 10 else f"{number(float(f'{factor:.2g}'))} times"


def ratio(part: float) -> str:
    """Format a ratio of two norms: a percentage below 1, a factor above."""
    if isnan(part):
        return "not comparable with"
    if 0.995 <= part <= 1.005:
        return "as large as"
    if part > 1:
        return f"{times(part)} as large as"
    if part >= 0.001:
        return f"{percent(part)} of"
    return f"{number(part)} times"


def counted(count: float, what: str) -> str:
    """Format how many there are of something, as in "1 epoch" and "1,234 epochs"; a fraction like `number`."""
    many = f"{count:,}" if isinstance(count, int) else number(count)
    return f"{many} {what}{'' if many == '1' else 's'}"


def extent(sequences: int, steps: int, hidden_size: int) -> str:
    """Say how much one pass computes, as in "4 sequences of 20 time steps and 5 hidden units"."""
    data = f"{counted(sequences, 'sequence')} of {counted(steps, 'time step')}"
    return f"{data} and {counted(hidden_size, 'hidden unit')}"


def _raised(power: int) -> str:
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
