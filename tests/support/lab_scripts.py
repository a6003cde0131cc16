"""JavaScript with which the tests read what the page shows."""

from __future__ import annotations

DRAWN = """(names) => names.every((name) => document.querySelector(`[data-chart=${name}] .main-svg`))
    && document.querySelectorAll('[data-chart]').length === names.length"""
SHOWN = "(name) => document.querySelector(`[data-readout=${name}]`).textContent"
TRACES = """(name) => [...document.querySelectorAll(`[data-chart=${name}] :is(.plot, .still)`)]
    .flatMap((plot) => plot._fullData).map((trace) => ({
    name: trace.name, type: trace.type, colour: trace.line?.color,
    x: trace.x && [...trace.x], y: trace.y && [...trace.y], z: trace.z && [...trace.z].map((row) => [...row]),
}))"""
LAYOUT = """(name) => { const made = document.querySelector(`[data-chart=${name}] .plot`)._fullLayout; return {
    x: made.xaxis.range.map(Number), y: made.yaxis.range.map(Number), ink: made.font.color, grid: made.xaxis.gridcolor,
    shapes: (made.shapes ?? []).map(({ x0, x1, line }) => ({ x0, x1, dash: line.dash })),
    labels: (made.annotations ?? []).map(({ x, text }) => ({ x, text })),
}; }"""
# In one task of the browser, so that no frame comes between.
PAUSE_AND_READ = """() => {
    document.querySelector('[data-press=pause]').click();
    return Number(document.querySelector('[data-readout=epoch]').textContent);
}"""
# The same readouts for a while, with no script run under way: nothing that was asked for is still to come.
STEADY = """(calm) => {
    const shown = [...document.querySelectorAll('[data-readout]')].map((readout) => readout.textContent).join('|');
    const busy = document.querySelector('[data-testid=stApp]').dataset.testScriptState !== 'notRunning';
    const now = performance.now();
    if (busy || window.lastShown !== shown) { window.lastShown = shown; window.calmSince = now; }
    return now - window.calmSince > calm;
}"""
