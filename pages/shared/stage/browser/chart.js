// Chart: one Plotly plot. When only numbers change, its marks are moved; otherwise it is drawn anew.

const AXES = ['xaxis', 'yaxis'];
const LABEL = { linear: 13, log: 16 }; // px of height from one label of an axis to the next
const DRAWING = { displayModeBar: false, doubleClick: false };
const NUMBERS = ['x', 'y', 'z', 'customdata'];
const AT_ONCE = { mode: 'immediate', frame: { duration: 0, redraw: false }, transition: { duration: 0 } };

// JSON replacer that drops what may differ between two drawings of one form: numbers and text.
function formOnly(name, value) {
  return name === 'meta' || value?.bdata !== undefined ? undefined : value;
}

// Whether two packed traces of one form hold different numbers.
function differ(one, other) {
  return NUMBERS.some((name) => one[name]?.bdata !== other[name]?.bdata);
}

// The parts of a trace that may change while its form stays: numbers, and the colours of marks that show a value.
function moving({ x, y, customdata, marker }) {
  const colours = marker.colorscale && { marker: { color: marker.color, cmin: marker.cmin, cmax: marker.cmax } };
  return { x: array(x), y: array(y), ...(customdata && { customdata: array(customdata) }), ...colours };
}

class Chart {
  // `zoom` is {xaxis, yaxis}, the ranges that the user has chosen; `zoomed()` and `pick(point)` are called on user actions.
  constructor(className, zoom, zoomed, pick) {
    Object.assign(this, { zoom, zoomed, pick, plot: element('div', { className }) });
  }

  paint(figure, look, Plotly) {
    const before = this.data ?? [];
    Object.assign(this, { figure, Plotly, template: look.template, shapes: look.edged(figure.layout.shapes), data: figure.data.map((trace) => look.coloured(trace)) });
    const form = JSON.stringify([look.name, figure], formOnly);
    const others = form !== this.form || this.overtaken;
    const changed = this.data.map((_, i) => i).filter((i) => others || differ(before[i], this.data[i]));
    const onlyNumbers = form === this.form && this.data.every((trace) => trace.type === 'scatter');
    this.form = form;
    if (onlyNumbers) this.move(changed);
    else if (changed.length) this.draw();
  }

  // Axes and hover layer are kept, which takes half the time of a full drawing. (Plotly moves an axis one frame later,
  // and reverts it if the next move comes first.)
  move(changed) {
    if (!changed.length) return;
    const traces = [...changed, ...this.besides(changed)];
    this.overtaken = false;
    this.Plotly.animate(this.plot, { data: traces.map((i) => moving(this.data[i])), traces }, AT_ONCE).catch(() => { this.overtaken = true; }); // rejected: a newer move replaced it
  }

  // Plotly removes all marks of a subplot in which no trace is animated, so its shortest trace is animated as well.
  besides(changed) {
    const shortest = {};
    for (const [i, { yaxis = 'y', x }] of this.data.entries()) if (!(length(x) >= length(this.data[shortest[yaxis]]?.x))) shortest[yaxis] = i;
    const moving = new Set(changed.map((i) => this.data[i].yaxis ?? 'y'));
    return Object.entries(shortest).filter(([yaxis]) => !moving.has(yaxis)).map(([, i]) => i);
  }

  draw() {
    const { layout } = this.figure;
    const axes = Object.fromEntries(AXES.map((axis) => [axis, { ...layout[axis], range: [...(this.zoom[axis] ?? layout[axis].range)] }]));
    this.height = this.plot.clientHeight;
    const { t, b } = layout.margin ?? margin();
    for (const name of ['yaxis', 'yaxis2']) if (present.on && layout[name]) axes[name] = spaced(axes[name] ?? layout[name], this.height - t - b);
    const whole = { ...layout, ...axes, shapes: this.shapes, showlegend: false, template: this.template, uirevision: 'kept', autosize: true };
    if (this.begun) this.Plotly.react(this.plot, this.data, whole); // without the config, which Plotly would compare
    else this.begin(whole);
    underZoom(this.plot);
  }

  begin(layout) {
    this.begun = true;
    this.Plotly.newPlot(this.plot, this.data, layout, DRAWING);
    document.getElementById('js-plotly-tester')?.setAttribute('aria-hidden', 'true'); // what Plotly measures text in
    new ResizeObserver(() => this.fit()).observe(this.plot);
    this.plot.on('plotly_relayout', () => this.zoomIn());
    this.plot.on('plotly_doubleclick', () => this.zoomOut());
    this.plot.on('plotly_click', ({ points: [point] }) => this.pick(point));
  }

  // Resize the plot to its element; Plotly only watches the window.
  fit() {
    const { clientWidth, clientHeight } = this.plot.querySelector('.main-svg') ?? {};
    if (!this.plot.clientHeight || (clientWidth === this.plot.clientWidth && clientHeight === this.plot.clientHeight)) return;
    if (present.on && this.height !== this.plot.clientHeight) this.draw();
    this.Plotly.Plots.resize(this.plot);
  }

  // Keep the user's zoom while the figure's own range grows; Plotly would follow the figure.
  zoomIn() {
    for (const axis of AXES) {
      const range = this.plot.layout[axis].range.slice();
      if (String(range) !== String(this.figure.layout[axis].range)) this.zoom[axis] = range;
    }
    this.zoomed();
  }

  // Return to the axes of the present figure; Plotly itself would return to those of the first.
  zoomOut() {
    for (const axis of AXES) delete this.zoom[axis];
    this.draw();
    this.zoomed();
  }

  close() {
    this.Plotly?.purge(this.plot);
    this.plot.remove();
  }
}

// The axis with no more labels than have room above each other in the `height` of its chart.
function spaced({ dtick, nticks, ...axis }, height) {
  const { range: [first, last], domain: [low, high] = [0, 1], type } = axis;
  const room = Math.max(1, (height * (high - low)) / (LABEL[type] ?? LABEL.linear));
  if (dtick) return { ...axis, dtick: dtick * Math.max(1, Math.ceil((last - first) / dtick / room)) };
  return nticks ? { ...axis, nticks: Math.min(nticks, Math.floor(room) + 1) } : axis;
}

// The figure without its second y axis, and the figure of that axis alone, as high as its part of the whole. Plotly would
// draw both at every move, though what is on the second does not move.
function apart(figure) {
  const { layout: { yaxis2, ...layout }, data } = figure, second = ({ yaxis }) => yaxis === 'y2';
  const alone = { ...layout, xaxis: { ...layout.xaxis, title: {}, showticklabels: false, fixedrange: true }, yaxis: { ...yaxis2, domain: [0, 1] }, margin: { ...margin(), b: 2 }, paper_bgcolor: 'rgba(0,0,0,0)' };
  return [
    { data: data.filter((trace) => !second(trace)), layout },
    { data: data.filter(second).map(({ yaxis, ...trace }) => trace), layout: alone, part: yaxis2.domain[1] - yaxis2.domain[0] },
  ];
}
