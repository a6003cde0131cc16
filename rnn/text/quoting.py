"""Plain numbers, and safe quoting of user input."""

from __future__ import annotations


def plain(value: float) -> str:
    """Format a limit without exponent: 0.000001, 1,000,000."""
    if value < 1:
        return f"{value:,.10f}".rstrip("0").rstrip(".")
    return f"{value:,.10g}" if value < 1e10 else f"{value:,.0f}"


def quoted(value: object, most: int = 40) -> str:
    """Return user input shortened and without unprintable characters."""
    try:
        text = repr(value) if isinstance(value, str) else "nothing" if value is None else str(value)
    except ValueError:  # Python refuses to write whole numbers of more than 4,300 digits
        text = "a number with thousands of digits"
    except RecursionError:
        text = "a list of lists, nested very deeply"
    text = "".join(letter if letter.isprintable() else "?" for letter in text[: most + 1])
    return text if len(text) <= most else text[:most] + "..."


def without_markup(text: str) -> str:
    """Return user input for a chart, whose texts would otherwise take <b> for markup and %{x} for a number."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%", "&#37;")
