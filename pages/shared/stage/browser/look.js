// Look: colours and fonts of Streamlit's theme, followed when it changes.

const CATEGORY = {
  loss: 0, shown: 0, band: 0, target: 0, prediction: 1, gradient: 2, 'gradient before tanh': 3, 'held out': 1, parent: 4, now: 0,
  'gradient band': 2, clipped: 1, weights: 0, slopes: 1, eigenvalues: 0, trail: 1, W_xh: 0, W_hh: 2, W_hy: 1, b_h: 3, sum: 0,
  'stable point': 2, 'unstable point': 1, 'slow point': 3,
  'lane A': 0, 'lane B': 1, 'lane C': 2, 'lane D': 3,
};

// The luminance at which black and white text have equal contrast, 4.58 to 1; so one of them reaches 4.5 on any colour.
const BALANCE = Math.sqrt(1.05 * 0.05) - 0.05;

const MARGIN = { l: 56, r: 14, t: 8, b: 38 };
const HIGHEST_LABEL = 4; // px more above a plot that is presented: exponents on its axis are as large as the other labels

// The room around a plot.
function margin() {
  return present.on ? { ...MARGIN, t: MARGIN.t + HIGHEST_LABEL } : MARGIN;
}

class Look {
  // Read the colours of the page; return whether they changed.
  follow(root) {
    const style = getComputedStyle(root);
    const value = (name) => style.getPropertyValue(`--st-${name}`).trim();
    const name = [...['background-color', 'text-color', 'border-color', 'chart-categorical-colors', 'font'].map(value), present.on && present.zoom].join('|');
    if (name === this.name) return false;
    const scale = (name) => value(name).split(',').map((colour, i, all) => [i / (all.length - 1), colour]);
    this.name = name;
    this.ink = value('text-color');
    this.paper = value('background-color');
    this.colours = value('chart-categorical-colors').split(',');
    this.scales = { diverging: scale('chart-diverging-colors'), sequential: scale('chart-sequential-colors') };
    this.scales.decades = this.scales.sequential;
    for (const [name, colour] of [['diverged', this.colours[4]], ['no value', value('border-color')]]) this.scales[name] = [[0, colour], [1, colour]];
    this.template = template(value);
    return true;
  }

  // Return the trace with the colour of its kind (its meta).
  coloured(trace) {
    if (trace.type === 'heatmap') return { ...trace, colorscale: this.scales[trace.meta], showscale: false };
    if (trace.meta?.scale) return { ...trace, marker: { ...trace.marker, ...this.byValue(trace) } };
    const colour = trace.meta === 'mark' ? this.ink : trace.meta === 'halo' ? this.paper : this.colours[CATEGORY[trace.meta] ?? 4];
    const band = trace.meta?.endsWith?.('band') ? { line: { width: 0, color: `${colour}33` }, fillcolor: `${colour}33` } : {};
    return { ...trace, line: { ...trace.line, ...thickened(trace), color: colour }, marker: { ...trace.marker, color: colour }, ...band };
  }

  // Give the halo of a mark the paper's colour, so that the mark is visible on any colour of a heatmap.
  edged(shapes = []) {
    return shapes.map((shape) => (shape.name === 'halo' ? { ...shape, line: { ...shape.line, color: this.paper } } : shape));
  }

  // Markers coloured by their value in customdata.
  byValue({ customdata, marker, meta: { scale, ends: [cmin, cmax] } }) {
    return { color: array(customdata), colorscale: this.scales[scale], cmin, cmax, showscale: false, line: { ...marker.line, color: this.ink } };
  }

  // The colour of a value between `low` and `high`, and that of text on it.
  between(scale, value, low, high) {
    const part = Math.min(1, Math.max(0, (value - low) / (high - low))) * (this.scales[scale].length - 1);
    const [one, other] = [Math.floor(part), Math.ceil(part)].map((i) => channels(this.scales[scale][i][1]));
    const mixed = one.map((channel, i) => Math.round(channel + (other[i] - channel) * (part % 1)));
    return { fill: `rgb(${mixed})`, ink: luminance(mixed) > BALANCE ? '#000' : '#fff' };
  }
}

// A line is at least 3 px wide where it is presented, and one that is wider than another stays so.
function thickened({ mode, line }) {
  const width = line?.width ?? 2; // Plotly's own
  return present.on && mode?.includes('lines') && width ? { width: Math.max(width, 3 / present.zoom + 0.3 * Math.max(0, width - 1)) } : {};
}

function channels(hex) {
  return [1, 3, 5].map((i) => parseInt(hex.trim().slice(i, i + 2), 16));
}

// Relative luminance of a colour, 0 to 1 (WCAG 2.2).
function luminance(colour) {
  const [red, green, blue] = colour.map((channel) => channel / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function keyOf(trace) {
  if (SIGNS[trace.meta] && trace.type === 'heatmap') return signKey(trace);
  if (trace.type === 'heatmap') return scaleKey(trace);
  const { marker: { colorscale, cmin, cmax }, name } = trace;
  return colorscale ? scaleKey({ name, zmin: cmin, zmax: cmax, colorscale }) : lineKey(trace);
}

// Legend entry of cells that have no place on a scale.
const SIGNS = { diverged: '×', 'no value': '–' };

function signKey({ name, meta, colorscale: [[, colour]] }) {
  const cell = element('i', { className: `cell ${meta}`, textContent: SIGNS[meta] });
  cell.style.background = colour;
  return element('span', {}, cell, name);
}

// Legend entry of a line, of marks, or of marks on a line.
function lineKey({ name, mode, line, marker, fill }) {
  const swatch = element('i', { className: fill ? 'band' : mode.includes('lines') ? `line ${line.dash ?? 'solid'}` : 'symbol' });
  if (!fill && mode.includes('markers')) swatch.append(symbolOf(marker));
  swatch.style.color = line.color;
  const words = element('span');
  typeset(words, name);
  return element('span', {}, swatch, words);
}

// Small marker symbols; open ones are drawn as outlines.
const SYMBOLS = {
  circle: '<circle cx="6" cy="6" r="4"/>', square: '<path d="M2 2H10V10H2Z"/>', diamond: '<path d="M6 1L11 6L6 11L1 6Z"/>', 'triangle-up': '<path d="M6 1.5L11 10H1Z"/>',
  cross: '<path d="M4 1H8V4H11V8H8V11H4V8H1V4H4Z"/>', x: '<path d="M1 3L3 1L6 4L9 1L11 3L8 6L11 9L9 11L6 8L3 11L1 9L4 6Z"/>', hexagon: '<path d="M3.5 1.5H8.5L11 6L8.5 10.5H3.5L1 6Z"/>',
  star: '<path d="M6 .5L7.6 4.2L11.5 4.5L8.6 7.1L9.5 11L6 8.9L2.5 11L3.4 7.1L.5 4.5L4.4 4.2Z"/>', 'x-thin': '<path d="M2 2L10 10M10 2L2 10"/>',
};

function symbolOf({ symbol = 'circle' }) {
  const kind = SYMBOLS[symbol.replace('-open', '')] ? symbol.replace('-open', '') : 'circle';
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  picture.setAttribute('viewBox', '0 0 12 12');
  picture.setAttribute('aria-hidden', 'true');
  picture.setAttribute('class', symbol.endsWith('-open') ? 'open' : 'filled');
  picture.dataset.symbol = symbol;
  picture.innerHTML = SYMBOLS[kind];
  return picture;
}

// Legend entry of a colour scale; a scale of decades holds exponents of ten.
function scaleKey({ name, zmin, zmax, colorscale, meta }) {
  const bar = element('i', { className: 'scale' });
  bar.style.background = `linear-gradient(to right, ${colorscale.map(([, colour]) => colour).join(', ')})`;
  const [low, high] = [zmin, zmax].map((end) => meta === 'decades' ? `10${raised(end)}` : ended(end).replace('-', '−'));
  const words = element('span');
  if (name) typeset(words, name);
  return element('span', {}, ...(name ? [words] : []), low, bar, high);
}

function ended(end) {
  if (Math.abs(end) < 1e6) return String(end);
  const [digits, power] = end.toExponential(1).split('e');
  return `${Number(digits)} × 10${raised(Number(power))}`;
}

function raised(power) {
  return String(power).replace(/./g, (letter) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(letter)]);
}

function template(value) {
  const axis = {
    gridcolor: value('border-color'), linecolor: value('border-color'), zerolinecolor: value('border-color'), zerolinewidth: 1, ticks: '', ticklabeloverflow: 'allow',
    title: { standoff: 6, font: { size: 12 } }, tickfont: { size: 11 },
  };
  return {
    data: { scatter: [{ cliponaxis: false }] }, // do not clip marks at the edge
    layout: {
      paper_bgcolor: value('background-color'), plot_bgcolor: 'rgba(0,0,0,0)', font: { family: value('font'), color: value('text-color'), size: 12 },
      xaxis: axis, yaxis: { ...axis, title: { font: axis.title.font } }, margin: margin(), showlegend: false, hovermode: 'closest', dragmode: 'zoom',
      hoverlabel: { bgcolor: value('secondary-background-color'), bordercolor: value('border-color'), font: { family: value('font'), color: value('text-color'), size: 12 } },
      shapedefaults: { line: { color: value('text-color') }, opacity: 0.6 }, annotationdefaults: { font: { size: 11 } },
    },
  };
}
