// Card: a chart with its title, caption, legend and computed sentence.

class Card {
  // `send` gets the commands of user actions on the card: {do: 'select', unit: 3}, counted from 0.
  constructor(name, send, why) {
    Object.assign(this, { send, zoom: {}, choices: {}, title: element('h2', { id: `chart-${name}` }), read: element('p', { className: 'read' }), said: element('span', { className: 'said', id: `said-${name}` }), why: whyButton(`card ${name}`, '', (what, _, button) => why(what, this.title.textContent, button)) });
    this.chart = this.newChart('plot', this.zoom);
    this.head = element('header', {}, this.title);
    this.timeline = element('ul', { className: 'timeline' });
    this.drawing = element('div', { className: 'drawing' }, this.chart.plot);
    this.numbers = new Numbers(() => this.figure, this.head, this.drawing);
    this.place = element('figure', {}, this.head, this.read, this.numbers.place, this.drawing, this.numbers.words, element('div', { className: 'below' }, element('p', { className: 'saying' }, this.said, this.why), this.timeline));
    this.place.dataset.chart = name;
    this.place.setAttribute('aria-labelledby', this.title.id);
    this.drawing.setAttribute('role', 'img');
    this.drawing.setAttribute('aria-labelledby', `${this.title.id} ${this.said.id}`);
    this.timeline.setAttribute('aria-label', 'Changes');
  }

  newChart(className, zoom) {
    return new Chart(className, zoom, () => this.followZoom(), (point) => this.pick(point));
  }

  paint(figure, look, Plotly) {
    const { title, read, said, choices, timeline, still } = figure.layout.meta;
    typeset(this.title, title);
    this.numbers.name(this.title.textContent);
    typeset(this.read, read);
    typeset(this.said, said);
    this.paintWhy(said);
    this.paintChoices(choices ?? []);
    this.paintTimeline(timeline ?? []);
    if (this.figure === figure && this.look === look.name) return;
    Object.assign(this, { figure, look: look.name });
    const [moving, other] = still ? apart(figure) : [figure];
    this.chart.paint(moving, look, Plotly);
    this.paintStill(other, look, Plotly);
    this.paintKey(figure.data.map((trace) => look.coloured(trace)));
    this.numbers.follow();
  }

  // A sentence without a number has nothing to explain; one that says which step or epoch is none.
  paintWhy(said) {
    this.why.hidden = !/\d/.test(said.replace(/<su[bp]>.*?<\/su[bp]>|\b(t =|epoch) [\d,]+/g, ''));
    this.said.classList.toggle('explained', !this.why.hidden);
    if (this.named === this.title.textContent) return;
    this.named = this.title.textContent;
    this.why.setAttribute('aria-label', `why: ${this.named}`);
  }

  // What does not move while the network learns has a chart of its own, in the same place.
  paintStill(figure, look, Plotly) {
    if (!figure) { this.still?.close(); this.still = null; return; }
    if (!this.still) this.drawing.append((this.still = this.newChart('still', {})).plot);
    const { t, b } = margin();
    this.still.plot.style.height = `calc((100% - ${t + b}px) * ${figure.part} + ${t + 2}px)`;
    this.still.zoom.xaxis = this.zoom.xaxis;
    this.still.paint(figure, look, Plotly);
  }

  followZoom() {
    if (!this.still || String(this.still.zoom.xaxis) === String(this.zoom.xaxis)) return;
    this.still.zoom.xaxis = this.zoom.xaxis;
    this.still.draw();
  }

  forgetZoom() {
    if (!Object.keys(this.zoom).length) return;
    for (const axis of Object.keys(this.zoom)) delete this.zoom[axis];
    this.startOver();
  }

  // Draw the next figure completely.
  startOver() {
    this.figure = this.chart.form = null;
    if (this.still) this.still.form = null;
  }

  close() {
    this.chart.close();
    this.still?.close();
    this.place.remove();
  }

  // A click on a mark shows its epoch, selects its time step and unit, or selects what the mark itself names.
  pick(point) {
    const { x, y, do: does = 'select' } = this.figure.layout.meta.picks ?? {};
    const { walk, ...selected } = point.data.meta?.picks?.[point.pointNumber] ?? {};
    if (Object.keys(selected).length) this.send({ do: 'select', ...selected });
    if (walk !== undefined) this.send({ do: 'walk', to: walk });
    if (x === 'epoch') this.send({ do: 'hold', epoch: Math.round(point.x) });
    else if (x) this.send({ do: does, [x]: Math.round(point.x) - 1, ...(y && { [y]: Math.round(point.y) - 1 }) });
  }

  // Legend and colour scale, in the header of the card: inside the chart they would take a fifth of every frame.
  paintKey(traces) {
    const entries = traces.filter((trace) => trace.type === 'heatmap' || (this.figure.layout.showlegend && trace.showlegend !== false));
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
    this.head.classList.toggle('full', choices.length > 1 && choices.some(({ names }) => names)); // the legend then has a row of its own
    for (const [name, { place }] of Object.entries(this.choices)) {
      if (choices.some((choice) => choice.name === name)) continue;
      place.remove();
      delete this.choices[name];
    }
    for (const { label, name, value, most, none, on, names } of choices) {
      if (on !== undefined) {
        (this.choices[name] ??= this.newSwitch(name, label)).box.checked = on;
        continue;
      }
      const choice = this.choices[name] ??= this.newChoice(name, label);
      const offered = JSON.stringify([most, none, names]);
      if (choice.offered !== offered) choice.select.replaceChildren(...optionsOf(most, none, names));
      choice.offered = offered;
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

// The options 1 to `most`, or their names, preceded by "none" where it is allowed.
function optionsOf(most, none, names) {
  const numbers = Array.from({ length: most }, (_, i) => element('option', { value: i + 1, textContent: names?.[i] ?? i + 1 }));
  return none ? [element('option', { value: 0, textContent: 'none' }), ...numbers] : numbers;
}
