"""What axe-core and a look at every text on the screen find wrong on the page that a browser shows."""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple

from playwright.sync_api import Page

from tests.support.lab import Lab

THEMES = ("light", "dark")
SOURCE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

# All of WCAG 2.2 A and AA, axe's best practices, and three rules that it leaves off: two of them are experimental.
# Of a second theme the rules about colours: nothing else differs.
FIND = """async ([exempt, coloursOnly]) => {
    const all = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const more = Object.fromEntries(['target-size', 'label-content-name-mismatch', 'p-as-heading']
        .map((rule) => [rule, { enabled: true }]));
    const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
    const of = coloursOnly ? { runOnly: colours } : { runOnly: all, rules: more };
    const { violations } = await axe.run(document, { ...of, resultTypes: ['violations'] });
    const covering = (id, node) => exempt.findIndex(([rule, selector]) => rule === id && node.matches(selector));
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) =>
        [id, `${html.slice(0, 200)} ${failureSummary}`, covering(id, document.querySelector(target[0]))]));
}"""
# Axe decides on no text that something else may lie over, such as Plotly's layers or the header of the page. So every
# text is measured here, on the backgrounds of all that it stands in.
FAINT = """() => {
    const colour = (text) => {
        const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
        return { rgb: [r, g, b], a };
    };
    const over = ({ rgb, a }, below) => below.map((channel, i) => rgb[i] * a + channel * (1 - a));
    const light = (rgb) => rgb.map((channel) => channel / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const seen = (node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        const { width, height } = range.getBoundingClientRect();
        return node.textContent.trim() && width > 1 && height > 1;
    };
    const faint = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (parent.closest('script, style, option, :disabled, [aria-disabled=true], .spoken')) continue;
        if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || !seen(node)) continue;
        let below = [255, 255, 255], opacity = 1;
        const around = [];
        for (let each = parent; each; each = each.parentElement) around.unshift(getComputedStyle(each));
        for (const style of around) {
            opacity *= Number(style.opacity);
            const { rgb, a } = colour(style.backgroundColor);
            below = over({ rgb, a: a * opacity }, below);
        }
        const style = around.at(-1), letters = colour(parent instanceof SVGElement ? style.fill : style.color);
        const both = [below, over({ ...letters, a: letters.a * opacity }, below)].map(light);
        const [dark, bright] = both.sort((one, other) => one - other);
        const ratio = (bright + 0.05) / (dark + 0.05), size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)}: ${node.textContent.trim().slice(0, 60)}`);
    }
    return faint;
}"""
STILL = "*, *::before, *::after { transition-duration: 0s !important; animation: none !important; }"
# A run of the page fades what it has not drawn again yet.
AT_REST = """() => document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale=true]')"""
IN_THIS_THEME = """(was) => {
    const ink = getComputedStyle(document.querySelector('.stage')).getPropertyValue('--st-text-color').trim();
    const drawn = [...document.querySelectorAll('.stage .js-plotly-plot')].map((plot) => plot._fullLayout.font.color);
    return ink !== was && drawn.every((colour) => colour === ink);
}"""
INK = "getComputedStyle(document.querySelector('.stage')).getPropertyValue('--st-text-color').trim()"


class Exempt(NamedTuple):
    """A finding in a widget of Streamlit's: of which rule, in which element, and why it stays."""

    rule: str
    selector: str
    reason: str


STREAMLIT = "1.67"
EXEMPT = (
    Exempt(
        "presentation-role-conflict",
        "[data-testid=stFileUploaderDropzone]",
        "The place for dropped files has a name without a role; the button in it is named, and does the same.",
    ),
)
"""What that version of Streamlit itself does, and nothing else; a test sees that each still occurs."""


class Finding(NamedTuple):
    """What a rule says of an element, and which exemption covers it."""

    rule: str
    words: str
    exempt: Exempt | None = None


def examined(lab: Lab) -> Lab:
    """With axe-core in the page, and without movement, which would be looked at half way."""
    lab.page.add_style_tag(content=STILL)
    lab.page.evaluate(f"{SOURCE}; 0")
    return lab


def findings(page: Page, colours_only: bool = False) -> list[Finding]:
    """Everything that is wrong now, between two runs of the page; or only its colours, in a second theme."""
    page.wait_for_function(AT_REST)
    found = page.evaluate(FIND, [[[rule, selector] for rule, selector, _ in EXEMPT], colours_only])
    return [
        *(Finding(rule, words, EXEMPT[place] if place >= 0 else None) for rule, words, place in found),
        *(Finding("contrast of every text", words) for words in page.evaluate(FAINT)),
    ]


def switched(lab: Lab, theme: str) -> Lab:
    """In the other theme, once all charts follow it."""
    was = lab.page.evaluate(INK)
    lab.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    lab.page.wait_for_function(IN_THIS_THEME, arg=was)
    return lab
