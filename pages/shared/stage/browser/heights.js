// Heights: in present mode the plots share what the words around them leave of the screen, measured and not estimated.

const FILLED = { low: 92, high: 900 }; // px of a plot: where the screen leaves less, the page is scrolled, with plots as high as without present mode
const BETWEEN = 8; // px between two rows of cards, and below the last one
const TOGETHER = 4; // more cards than this stand in two rows, one below the other: the lanes of a comparison

class Heights {
  constructor(charts) {
    Object.assign(this, { charts, most: 0 });
  }

  // The words have the most lines that they had since these cards are shown: no plot changes its size while numbers run.
  // `above`: px from the top of the page to the first card.
  follow(cards, above) {
    const shown = Object.entries(cards), fills = present.on && present.zoom > 1 && shown.some(([, { chart }]) => chart);
    const many = fills && shown.length > TOGETHER;
    this.charts.classList.toggle('many', many);
    this.set('columns', many && shown.length / 2);
    if (!fills) { this.key = null; this.reset(); return; }
    const key = [innerWidth, innerHeight, ...shown.map(([name]) => name)].join();
    if (key !== this.key) Object.assign(this, { key, most: 0 });
    const rows = rowsOf(shown.map(([, card]) => card)), plots = rows.filter((row) => row.plots).length;
    this.most = Math.max(this.most, rows.reduce((sum, { words }) => sum + words + BETWEEN, 0));
    if (innerHeight / present.zoom - above - this.most < plots * FILLED.low) { this.reset(); return; }
    this.set('rows', plots);
    for (const [name, px] of Object.entries({ words: this.most, ...FILLED })) this.set(name, `${px}px`);
  }

  reset() {
    for (const name of ['rows', 'words', ...Object.keys(FILLED)]) this.set(name, false);
  }

  set(name, value) {
    if (value === false) this.charts.style.removeProperty(`--${name}`);
    else this.charts.style.setProperty(`--${name}`, value);
  }
}

// The rows of the grid: the height of the words of each, and whether it has plots; beside a plot a panel may take what it leaves.
function rowsOf(cards) {
  const rows = new Map();
  for (const card of cards) {
    const row = rows.get(card.place.offsetTop) ?? { words: 0, plots: false }, plots = Boolean(card.chart);
    rows.set(card.place.offsetTop, row);
    if (row.plots && !plots) continue;
    Object.assign(row, { words: Math.max(plots === row.plots ? row.words : 0, wordsOf(card)), plots });
  }
  return [...rows.values()];
}

// What a card needs besides its plot; without one, all of it. What a taller card beside it leaves free is not needed.
function wordsOf({ place, drawing, chart }) {
  if (!chart) return place.offsetHeight;
  const { offsetTop, offsetHeight } = drawing.previousElementSibling;
  return offsetTop + offsetHeight + place.offsetHeight - place.querySelector('.below').offsetTop;
}
