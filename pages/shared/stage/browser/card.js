// Card: a chart with its title, caption, legend and computed sentence.

const AXES = ['xaxis', 'yaxis'];
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

class Card {
  // `send` gets the commands of user actions on the card: {do: 'select', unit: 3}, counted from 0.
  constructor(name, send) {
    Object.assign(this, { send, zoom: {}, choices: {}, title: element('h2', { id: `chart-${name}` }), read: element('p', { className: 'read' }), plot: element('div', { className: 'plot' }), said: element('p', { className: 'said', id: `said-${name}` }) });
    this.head = element('header', {}, this.title);
    this.timeline = element('ul', { className: 'timeline' });
    this.place = element('figure', {}, this.head, this.read, this.plot, element('div', { className: 'below' }, this.said, this.timeline));
    this.place.dataset.chart = name;
    this.place.setAttribute('aria-labelledby', this.title.id);
    this.plot.setAttribute('role', 'img');
    this.plot.setAttribute('aria-labelledby', `${this.title.id} ${this.said.id}`);
    this.timeline.setAttribute('aria-label', 'Changes');
  }

  paint(figure, look, Plotly) {
    const { title, read, said, choices, timeline } = figure.layout.meta;
    typeset(this.title, title);
    typeset(this.read, read);
    typeset(this.said, said);
    this.paintChoices(choices ?? []);
    this.paintTimeline(timeline ?? []);
    if (this.figure === figure && this.look === look.name) return;
    const before = this.data ?? [];
    Object.assign(this, { figure, Plotly, template: look.template, shapes: look.edged(figure.layout.shapes), data: figure.data.map((trace) => look.coloured(trace)), look: look.name });
    this.paintKey();
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
    const whole = { ...layout, ...axes, shapes: this.shapes, showlegend: false, template: this.template, uirevision: 'kept', autosize: true };
    if (this.begun) this.Plotly.react(this.plot, this.data, whole); // without the config, which Plotly would compare
    else this.begin(whole);
  }

  begin(layout) {
    this.begun = true;
    this.Plotly.newPlot(this.plot, this.data, layout, DRAWING);
    new ResizeObserver(() => this.fit()).observe(this.plot);
    this.plot.on('plotly_relayout', () => this.zoomIn());
    this.plot.on('plotly_doubleclick', () => this.zoomOut());
    this.plot.on('plotly_click', ({ points: [point] }) => this.pick(point));
  }

  // Resize the plot to its element; Plotly only watches the window.
  fit() {
    const { clientWidth, clientHeight } = this.plot.querySelector('.main-svg') ?? {};
    if (this.plot.clientHeight && (clientWidth !== this.plot.clientWidth || clientHeight !== this.plot.clientHeight)) this.Plotly.Plots.resize(this.plot);
  }

  // A click on a mark shows its epoch, selects its time step and unit, or selects what the mark itself names.
  pick(point) {
    const { x, y } = this.figure.layout.meta.picks ?? {};
    const { walk, ...selected } = point.data.meta?.picks?.[point.pointNumber] ?? {};
    if (Object.keys(selected).length) this.send({ do: 'select', ...selected });
    if (walk !== undefined) this.send({ do: 'walk', to: walk });
    if (x === 'epoch') this.send({ do: 'hold', epoch: Math.round(point.x) });
    else if (x) this.send({ do: 'select', [x]: Math.round(point.x) - 1, ...(y && { [y]: Math.round(point.y) - 1 }) });
  }

  // Keep the user's zoom while the figure's own range grows; Plotly would follow the figure.
  zoomIn() {
    for (const axis of AXES) {
      const range = this.plot.layout[axis].range.slice();
      if (String(range) !== String(this.figure.layout[axis].range)) this.zoom[axis] = range;
    }
  }

  // Return to the axes of the present figure; Plotly itself would return to those of the first.
  zoomOut() {
    this.zoom = {};
    this.draw();
  }

  forgetZoom() {
    if (Object.keys(this.zoom).length) Object.assign(this, { zoom: {}, form: null }); // so that the next figure is drawn completely
  }

  // Legend and colour scale, in the header of the card: inside the chart they would take a fifth of every frame.
  paintKey() {
    const entries = this.data.filter((trace) => trace.type === 'heatmap' || (this.figure.layout.showlegend && trace.showlegend !== false));
    const shown = JSON.stringify([this.look, entries.map((trace) => [trace.name, trace.mode, trace.line?.dash, trace.marker?.symbol, trace.zmin, trace.zmax, trace.marker?.cmax])]);
    if (this.keyShown === shown) return;
    this.keyShown = shown;
    if (entries.length) this.key ??= this.head.appendChild(element('div', { className: 'key' }));
    this.key?.replaceChildren(...entries.map((trace) => keyOf(trace)));
  }

  // The changes made during training; the newest is visible, scrolling shows the others.
  paintTimeline(entries) {
    const shown = JSON.stringify(entries);
    if (this.timelineShown === shown) return;
    this.timelineShown = shown;
    this.timeline.hidden = !entries.length;
    replaceParts(this.timeline, entries.map(({ text, epoch, field }) => {
      const remove = element('button', { type: 'button', textContent: '×', title: 'Remove this change and train again from its epoch', onclick: () => this.send({ do: 'remove', epoch, field }) });
      remove.setAttribute('aria-label', `Remove: ${text}`);
      const words = element('span');
      typeset(words, text);
      return element('li', {}, words, remove);
    }));
    this.timeline.scrollLeft = this.timeline.scrollWidth;
  }

  // The controls in the header: a number, such as the unit or sequence to draw, or a checkbox.
  paintChoices(choices) {
    for (const [name, { place }] of Object.entries(this.choices)) {
      if (choices.some((choice) => choice.name === name)) continue;
      place.remove();
      delete this.choices[name];
    }
    for (const { label, name, value, most, none, on } of choices) {
      if (on !== undefined) {
        (this.choices[name] ??= this.newSwitch(name, label)).box.checked = on;
        continue;
      }
      const choice = this.choices[name] ??= this.newChoice(name, label);
      if (choice.select.length !== most + Boolean(none)) choice.select.replaceChildren(...optionsOf(most, none));
      choice.select.value = choice.value = value;
    }
  }

  newSwitch(name, label) {
    const box = element('input', { type: 'checkbox', onchange: () => this.send({ do: 'select', [name]: box.checked }) });
    const place = element('label', { className: 'switch' }, box, label);
    this.head.append(place);
    return { box, place };
  }

  newChoice(name, label) {
    // Selecting the selected value deselects it.
    const select = element('select', { onchange: () => this.send({ do: 'select', [name]: (Number(select.value) || this.choices[name].value) - 1 }) });
    select.setAttribute('aria-label', label);
    const place = element('label', {}, `${label} `, select);
    this.head.append(place);
    return { select, place };
  }
}

// The options 1 to `most`, preceded by "none" where it is allowed.
function optionsOf(most, none) {
  const numbers = Array.from({ length: most }, (_, i) => element('option', { value: i + 1, textContent: i + 1 }));
  return none ? [element('option', { value: 0, textContent: 'none' }), ...numbers] : numbers;
}
