"""Text and marks can be told from what they stand on, in both themes (WCAG 2.2: 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.accessibility import THEMES

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "pages" / "shared"
BROWSER = SHARED / "stage" / "browser"
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
STYLE = "".join(path.read_text(encoding="utf-8") for path in (BROWSER / "stage.css", SHARED / "page.css"))
LOOK = (BROWSER / "look.js").read_text(encoding="utf-8")
TEXT, MARK = 4.5, 3.0
GROUNDS = ("backgroundColor", "secondaryBackgroundColor")
SCALES = {"diverging": "chartDivergingColors", "sequential": "chartSequentialColors"}

Colour = tuple[float, ...]


def channels(colour: str) -> Colour:
    """Red, green and blue from 0 to 255, of #12161C or rgb(18, 22, 28)."""
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))
    return tuple(float(channel) for channel in re.findall(r"[\d.]+", colour))


def over(colour: str, ground: str, opacity: float) -> Colour:
    """As it is seen where it is not opaque."""
    both = zip(channels(colour), channels(ground), strict=True)
    return tuple(opacity * above + (1 - opacity) * below for above, below in both)


def luminance(colour: Colour) -> float:
    """WCAG 2.2, relative luminance."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (channel / 255 for channel in colour)
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_examples_of_wcag() -> None:
    assert contrast(channels("#000000"), channels("#FFFFFF")) == pytest.approx(21)
    assert contrast(channels("#767676"), channels("#fff")) == pytest.approx(4.54, abs=0.005)
    assert over("#000000", "#FFFFFF", 0.5) == (127.5, 127.5, 127.5)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_of_page_charts_and_hover_labels_is_readable_at_every_opacity_that_the_styles_use(
    theme: str, ground: str
) -> None:
    """Ticks, titles of axes, annotations and legends have the text's colour; what is disabled is exempt."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", STYLE)
    used = {
        float(opacity)
        for selector, rule in rules
        if "aria-disabled" not in selector
        for opacity in re.findall(r"(?<![\w-])opacity: ([\d.]+)", rule)
    }
    colours = CONFIG[theme]

    assert {0.8, 0.9} <= used
    for opacity in used | {1.0}:
        seen = over(colours["textColor"], colours[ground], opacity)
        assert contrast(seen, channels(colours[ground])) >= TEXT, opacity


@pytest.mark.parametrize("theme", THEMES)
def test_letters_on_the_filled_button_and_accents_are_readable(theme: str) -> None:
    colours = CONFIG[theme]
    accent, paper = colours["primaryColor"], colours["backgroundColor"]

    assert contrast(channels(paper), channels(accent)) >= TEXT
    assert contrast(over(paper, accent, 0.8), channels(accent)) >= TEXT  # the key that is written on it
    for ground in GROUNDS:
        assert contrast(channels(accent), channels(colours[ground])) >= TEXT  # also the ring of what has the focus


@pytest.mark.parametrize("theme", THEMES)
def test_lines_and_marks_stand_out_and_so_do_their_names_in_hover_labels(theme: str) -> None:
    """Plotly writes a trace's name in the trace's colour, on the colour of the paper."""
    colours = CONFIG[theme]
    paper = colours["backgroundColor"]
    lines = [channels(colour) for colour in colours["chartCategoricalColors"]]

    assert min(contrast(line, channels(paper)) for line in lines) >= TEXT
    assert contrast(over(colours["textColor"], paper, 0.6), channels(paper)) >= MARK  # dashed lines of changes


PAINTED = """(scales) => {
    const look = new Look();
    look.scales = Object.fromEntries(Object.entries(scales)
        .map(([name, colours]) => [name, colours.map((colour, i) => [i / (colours.length - 1), colour])]));
    return Object.keys(scales).flatMap((name) =>
        Array.from({ length: 2001 }, (_, i) => look.between(name, i / 1000 - 1, -1, 1)));
}"""


@pytest.mark.parametrize("theme", THEMES)
def test_numbers_are_readable_on_every_colour_of_every_scale(theme: str, chromium: Browser) -> None:
    page = chromium.new_page()
    page.add_script_tag(content=LOOK)

    painted = page.evaluate(PAINTED, {name: CONFIG[theme][key] for name, key in SCALES.items()})
    page.close()

    assert len(painted) == 2 * 2001
    assert painted[0]["fill"].replace(" ", "") == "rgb({},{},{})".format(
        *channels(CONFIG[theme][SCALES["diverging"]][0])
    )
    assert min(contrast(channels(each["fill"]), channels(each["ink"])) for each in painted) >= TEXT
