"""JavaScript with which the tests measure what present mode shows."""

from __future__ import annotations

PROJECTOR = {"width": 1920, "height": 1080}
ON = "document.documentElement.hasAttribute('data-present')"
# As large as on the screen: zoomed, exponents of an axis, subscripts and keys on buttons included.
SMALL = """([least, where]) => {
    const small = [], walker = document.createTreeWalker(document.querySelector(where), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!node.textContent.trim() || parent.closest('style, .spoken, .katex-mathml')) continue;
        if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        if (range.getBoundingClientRect().width < 2) continue; // what Plotly writes to go back to the line
        const size = parseFloat(getComputedStyle(parent).fontSize) * parent.currentCSSZoom;
        if (size < least) small.push([node.textContent.slice(0, 40), size]);
    }
    return small;
}"""
THIN = """(least) => [...document.querySelectorAll('.stage .js-plotly-plot')].flatMap((plot) => plot._fullData
    .filter((trace) => trace.type === 'scatter' && trace.mode?.includes('lines') && trace.line.width)
    .map((trace) => [trace.name, trace.line.width * plot.currentCSSZoom])).filter(([, width]) => width < least)"""
# What is below the screen: of the page, or of its cards.
BELOW = """() => {
    const main = document.querySelector('[data-testid=stMain]');
    const edges = [...document.querySelectorAll('.stage figure, .st-key-lesson-card')]
        .map((part) => part.getBoundingClientRect().bottom - innerHeight);
    return Math.max(main.scrollHeight - main.clientHeight, ...edges, 0);
}"""
# Where the fifth time step of the first curve is, in px of the screen from the corner of the plot.
POINT = """() => {
    const plot = document.querySelector('[data-chart=gradient] .js-plotly-plot'), { x, y } = plot._fullData[0];
    const { xaxis, yaxis } = plot._fullLayout;
    return [xaxis.d2p(x[4]), yaxis.d2p(y[4])].map((px) => px * plot.currentCSSZoom);
}"""
# Cards that lie over each other, and plots that leave their card or the window.
OVERLAPS = """() => {
    const cards = [...document.querySelectorAll('.stage figure')];
    const boxes = cards.map((card) => card.getBoundingClientRect());
    const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const leaves = (box) => [...box.querySelectorAll('.plot, .said, .key, h2')]
        .some((part) => part.getBoundingClientRect().right > box.getBoundingClientRect().right + 1);
    const pairs = boxes.flatMap((one, i) => boxes.slice(i + 1).filter((other) => over(one, other)));
    return [pairs.length, cards.filter(leaves).length, boxes.filter(({ right }) => right > innerWidth).length];
}"""
