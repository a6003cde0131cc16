// Numbers: what a pointer reads in a chart, as a table or as a list, for who has no pointer or sees no chart.

const MOST_POINTS = 200, MOST_CELLS = 100; // of a trace, and of a row or column of a heatmap; more are left out evenly
const READ_AGAIN = 500; // ms between two readings while the chart changes

class Numbers {
  // `read()` returns the figure that is shown; the numbers cover what is between the header of its card and the end of its drawing.
  constructor(read, head, drawing) {
    Object.assign(this, { read, head, drawing, words: element('div', { className: 'values', hidden: true, tabIndex: 0 }) });
    this.button = element('button', { type: 'button', textContent: 'Numbers', onclick: () => this.turn(this.words.hidden) });
    this.place = element('div', { className: 'beside' }, this.button);
    this.words.setAttribute('role', 'group');
    this.turn(false);
    this.words.onkeydown = this.button.onkeydown = (event) => this.key(event);
  }

  name(title) {
    this.button.setAttribute('aria-label', `Numbers of ${title}`);
    this.words.setAttribute('aria-label', `Numbers of ${title}`);
  }

  turn(on) {
    this.words.hidden = !on;
    this.button.setAttribute('aria-expanded', String(on));
    if (on) this.fill();
    else this.words.replaceChildren();
  }

  key(event) {
    if (event.key !== 'Escape' || this.words.hidden) return;
    event.stopPropagation();
    this.turn(false);
    this.button.focus();
  }

  // The figure has changed.
  follow() {
    if (!this.words.hidden) this.later ??= setTimeout(() => { this.later = null; if (!this.words.hidden) this.fill(); }, READ_AGAIN);
  }

  fill() {
    const { data, layout } = this.read();
    const top = this.head.offsetTop + this.head.offsetHeight + 2;
    Object.assign(this.words.style, { top: `${top}px`, height: `${this.drawing.offsetTop + this.drawing.offsetHeight - top}px` });
    const parts = data.filter((trace) => trace.hoverinfo !== 'skip').map((trace) => (trace.type === 'heatmap' ? grid(trace, layout) : readings(trace, layout)));
    this.words.replaceChildren(...parts.flat());
  }
}

// The points of a line as a pointer reads them, one below the other.
function readings(trace, layout) {
  const points = pointsOf(trace, layout), shown = evenly(points.length, MOST_POINTS);
  const texts = shown.map((i) => points[i]()).filter(Boolean);
  if (!texts.length) return [];
  return [heading(trace.name, shown.length, points.length, 'points'), element('ul', {}, ...texts.map((text) => element('li', { textContent: text })))];
}

function pointsOf(trace, { xaxis }) {
  const x = array(trace.x), y = array(trace.y), own = trace.customdata && (trace.customdata.shape ? matrixOf(trace.customdata) : array(trace.customdata));
  const named = (value) => xaxis.ticktext?.[[...(xaxis.tickvals ?? [])].indexOf(value)] ?? value;
  const text = (i) => (Array.isArray(trace.text) ? trace.text[i] : trace.text);
  const template = (i) => (Array.isArray(trace.hovertemplate) ? trace.hovertemplate[i] : trace.hovertemplate) ?? '%{x}: %{y:.4g}';
  return Array.from(x, (_, i) => () => ([x[i], y[i]].every((value) => typeof value !== 'number' || Number.isFinite(value)) ? filled(template(i), { x: named(x[i]), y: y[i], customdata: own?.[i], text: text(i) }) : ''));
}

// A heatmap as a table; its values are what the pointer reads: customdata, where there is any.
function grid(trace, { xaxis, yaxis }) {
  const powers = trace.meta === 'decades' && !trace.customdata;
  const rows = matrixOf(trace.customdata ?? trace.z), [down, across] = [rows.length, rows[0]?.length ?? 0];
  const [i, j] = [evenly(down, MOST_CELLS), evenly(across, MOST_CELLS)];
  const name = (axis, places, at) => axis?.ticktext?.[[...(axis.tickvals ?? [])].indexOf(places[at])] ?? places[at];
  const x = trace.x ? array(trace.x) : [...Array(across).keys()], y = trace.y ? array(trace.y) : [...Array(down).keys()];
  const cell = (scope, text) => { const node = element(scope ? 'th' : 'td', scope ? { scope } : {}); typeset(node, String(text)); return node; };
  const head = element('tr', {}, cell('col', `${yaxis.title?.text ?? ''} \\ ${xaxis.title?.text ?? ''}`), ...j.map((at) => cell('col', short4(name(xaxis, x, at)))));
  const body = i.map((row) => element('tr', {}, cell('row', short4(name(yaxis, y, row))), ...j.map((at) => cell('', short4(powers ? 10 ** rows[row][at] : rows[row][at])))));
  return [heading(trace.name, i.length * j.length, down * across, 'cells'), element('table', {}, element('thead', {}, head), element('tbody', {}, ...body))];
}

function heading(name, shown, all, what) {
  const words = element('h3');
  typeset(words, [name, shown < all ? `(${shown.toLocaleString('en')} of ${all.toLocaleString('en')} ${what})` : ''].filter(Boolean).join(' '));
  return words;
}

// Evenly spaced indices, the first and the last among them.
function evenly(count, most) {
  if (count <= most) return [...Array(count).keys()];
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}

// A hovertemplate with its values; what stands in <extra> is the name of the trace, which the heading says.
function filled(template, values) {
  const text = template.replace(/<extra>.*?<\/extra>/, '').replace(/%\{(\w+)(?:\[(\d+)\])?(?::([^}]*))?\}/g, (_, name, place, format) => formatted(place ? values[name][place] : values[name], format));
  return plain(text.replace(/<br>/g, ', '));
}

const plain = (text = '') => text.replace(/<[^>]*>/g, '');

// The few of d3's formats that our figures use: .4g, .3f, .2e, .1%, ,.0f.
function formatted(value, format) {
  const [, comma, digits, kind] = format?.match(/^(,?)\.(\d+)([gfe%])$/) ?? [];
  if (!kind || typeof value !== 'number') return short4(value);
  if (kind === 'g') return minus(Number(value.toPrecision(digits)));
  if (kind === 'e') return minus(value.toExponential(digits));
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: Boolean(comma) };
  return minus((kind === '%' ? 100 * value : value).toLocaleString('en', places)) + (kind === '%' ? ' %' : '');
}

function short4(value) {
  if (Number.isNaN(value)) return '–';
  return typeof value === 'number' ? minus(Number(value.toPrecision(4))) : String(value ?? '');
}

const minus = (text) => String(text).replaceAll('-', '−');
