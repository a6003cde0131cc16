// Stage: the transport and the charts of one page. It plays the frames that the server sends, evenly, and sends
// back what a person does as numbered commands, each again and again until the server says that it is done.

const READOUTS = [['epoch', 'epoch'], ['loss', 'loss'], ['gradient-norm', 'gradient norm'], ['state', 'state']];
const BUTTONS = [['Play', 'play', 'Space'], ['Pause', 'pause', 'Space'], ['Step', 'step', 'S'], ['Rewind', 'rewind', '0']];
const CATEGORY = { loss: 0, shown: 0, band: 0, target: 0, prediction: 1, gradient: 2, 'gradient before tanh': 3 };
const AXES = ['xaxis', 'yaxis'];
const REPEAT_AFTER = 1000; // ms after which a command that got no answer no longer holds up the next

const PARK = 2000; // ms for which a stage that was taken off the page waits to be put back
const lab = window.bpttLab ??= { stages: new WeakMap(), parked: null, plotly: null };

export default function ({ data, parentElement, setStateValue }) {
  if (!lab.stages.has(parentElement)) lab.stages.set(parentElement, stageFor(parentElement.querySelector('.stage'), data));
  const stage = lab.stages.get(parentElement);
  stage.receive(data, (command) => setStateValue('command', command));
  return () => { lab.stages.delete(parentElement); park(stage); };
}

// When two script runs follow at once, Streamlit may take the component off the page and put it back a moment later.
// Charts, zoom and commands that are under way move over to the new place.
function stageFor(root, data) {
  const parked = lab.parked;
  lab.parked = null;
  if (!parked) return new Stage(root, data);
  clearTimeout(parked.leaving);
  if (parked.page === data.page) return parked.moveTo(root);
  parked.close();
  return new Stage(root, data);
}

function park(stage) {
  lab.parked?.close();
  lab.parked = stage;
  stage.leaving = setTimeout(() => { if (lab.parked === stage) lab.parked = null; stage.close(); }, PARK);
}

function loadPlotly(source) {
  lab.plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL(source, document.baseURI).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error('Plotly did not load'));
    document.head.append(script);
  });
  return lab.plotly;
}

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// h_t, W_hh and h<sub>t</sub> in our own words get their subscripts; nothing is ever read as HTML.
function typeset(node, text) {
  if (node.dataset.text === text) return;
  node.dataset.text = text;
  node.replaceChildren(...text.split(/((?<=\b[hayW])_[a-z]{1,2}\b|<sub>\w+<\/sub>)/).map((part) => {
    const below = part.match(/^_([a-z]+)$/) ?? part.match(/^<sub>(\w+)<\/sub>$/);
    return below ? element('sub', { textContent: below[1] }) : part;
  }));
}

class Stage {
  constructor(root, data) {
    Object.assign(this, { root, page: data.page, cards: {}, queue: [], pending: [], sent: data.done, shown: 0, newest: 0, playing: false, due: 0, askedAt: 0, wanted: null, held: null });
    this.bar = element('div', { className: 'transport' });
    this.said = element('p', { className: 'run' });
    this.said.setAttribute('role', 'status');
    this.charts = element('div', { className: 'charts' });
    root.replaceChildren(this.bar, this.said, this.charts);
    this.buildTransport(data);
    this.onKey = (event) => this.key(event);
    document.addEventListener('keydown', this.onKey);
    this.loop = (now) => { this.play(now); this.request = requestAnimationFrame(this.loop); };
    loadPlotly(data.plotly).then((Plotly) => { this.Plotly = Plotly; this.request = requestAnimationFrame(this.loop); });
  }

  moveTo(root) {
    root.replaceChildren(...this.root.childNodes);
    this.root = root;
    return this;
  }

  close() {
    document.removeEventListener('keydown', this.onKey);
    cancelAnimationFrame(this.request);
    this.loop = () => {};
    for (const card of Object.values(this.cards)) this.Plotly?.purge(card.plot);
  }

  buildTransport(data) {
    this.buttons = {};
    for (const [label, command, key] of BUTTONS) {
      const button = element('button', { type: 'button', onclick: () => this.press(command) }, label, ' ');
      const hint = element('kbd', { textContent: key });
      hint.setAttribute('aria-hidden', 'true');
      button.append(hint);
      button.setAttribute('aria-label', label);
      button.setAttribute('aria-keyshortcuts', key);
      this.buttons[command] = button;
      this.bar.append(button);
    }
    this.pace = element('select', { onchange: () => this.send({ do: 'pace', pace: this.pace.value }) },
      ...data.paces.map(([value, textContent]) => element('option', { value, textContent })));
    this.pace.setAttribute('aria-label', 'Speed');
    this.range = element('input', { type: 'range', min: 0, max: 0, value: 0, step: 1 });
    this.range.setAttribute('aria-label', 'Epoch');
    this.range.oninput = () => { this.dragging = true; this.wanted = Number(this.range.value); this.askForWanted(); };
    this.range.onchange = () => { this.dragging = false; };
    this.readouts = {};
    const list = element('dl');
    for (const [name, label] of READOUTS) {
      this.readouts[name] = element('dd', { textContent: '–' });
      this.readouts[name].dataset.readout = name;
      list.append(element('div', {}, element('dt', { textContent: label }), this.readouts[name]));
    }
    this.bar.append(this.pace, this.range, list);
  }

  // What a person does -------------------------------------------------------------------------------------------

  press(command) {
    if (command === 'play') { this.playing = true; this.wanted = null; }
    if (command !== 'play') { this.playing = false; this.queue = []; }
    this.markPlaying();
    if (command === 'play' && document.activeElement === this.buttons.play) this.buttons.pause.focus();
    if (command === 'pause' && document.activeElement === this.buttons.pause) this.buttons.play.focus();
    this.send({ do: command, epoch: this.shown });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest?.('input:not([type=range]), textarea, select, [contenteditable], [role=textbox], [role=combobox], [role=slider]')) return;
    const onControl = event.target.closest?.('button, a, summary, [role=button], [role=radio], [role=tab]');
    const command = { ' ': this.playing ? 'pause' : 'play', s: 'step', S: 'step', 0: 'rewind' }[event.key];
    if (!command || (event.key === ' ' && onControl)) return;
    event.preventDefault();
    this.press(command);
  }

  send(command) {
    this.sent += 1;
    this.pending.push({ n: this.sent, ...command });
    this.set('command', { n: this.sent, list: this.pending.slice(-200) });
  }

  // Dragging: the newest position wins, one request under way.
  askForWanted() {
    if (this.wanted === null || (this.askedAt && performance.now() - this.askedAt < REPEAT_AFTER)) return;
    this.askedAt = performance.now();
    this.send({ do: 'hold', epoch: this.wanted });
    this.wanted = null;
  }

  // What the server sends ----------------------------------------------------------------------------------------

  receive(data, set) {
    this.set = (_, command) => set(command);
    this.sent = Math.max(this.sent, data.done);
    if (data.message === this.message) return;
    this.message = data.message;
    this.pending = this.pending.filter((command) => command.n > data.done);
    if (this.overtaken(data)) return;
    const wasPlaying = this.playing;
    this.playing = data.playing;
    if (data.newest === 0) for (const card of Object.values(this.cards)) card.zoom = {}; // another sequence, or from the start
    this.newest = data.newest;
    this.range.max = data.newest;
    if (document.activeElement !== this.pace) this.pace.value = data.pace;
    const frames = whole(data.frames);
    if (!frames.length) return;
    this.every = data.seconds * 1000;
    this.batch = frames.length;
    if (data.playing && wasPlaying && data.following) {
      this.queue.push(...frames);
      if (this.queue.length > 3 * frames.length + 3) this.queue.splice(0, this.queue.length - frames.length);
    } else {
      this.queue = frames.slice(-1);
      this.due = 0;
    }
    this.markPlaying();
    if (!this.pending.some((command) => command.do === 'hold')) { this.askedAt = 0; this.askForWanted(); }
  }

  // Whether the message is from before something that was done here: then it would show what is past.
  overtaken(data) {
    const waiting = this.pending.map((command) => command.do);
    return waiting.some((done) => ['play', 'pause', 'rewind'].includes(done)) || (data.playing && waiting.includes('step'));
  }

  // Painting -----------------------------------------------------------------------------------------------------

  play(now) {
    this.followTheme(now);
    if (!this.queue.length || now < this.due - 4) return;
    if (now - this.due > this.every) this.due = now;
    this.due += this.every * this.stretch();
    this.paint(this.queue.shift());
  }

  // A little slower while few frames wait, a little faster while many do: half a message in hand bridges a late one.
  stretch() {
    const surplus = this.queue.length / this.batch - 0.5;
    return Math.min(1.15, Math.max(0.7, 1 - 0.3 * surplus));
  }

  paint(frame) {
    this.frame = frame;
    this.shown = frame.epoch;
    for (const [name] of READOUTS) this.readouts[name].textContent = frame.readouts[name];
    typeset(this.said, frame.said);
    if (!this.dragging && !this.pending.some((command) => command.do === 'hold')) this.range.value = frame.epoch;
    for (const name of Object.keys(frame.figures)) this.cards[name] ??= this.buildCard(name); // all first: each takes its share of the width
    for (const [name, figure] of Object.entries(frame.figures)) this.paintCard(this.cards[name], figure);
  }

  paintCard(card, figure) {
    const { title, read, said, choice } = figure.layout.meta;
    typeset(card.title, title);
    typeset(card.read, read);
    typeset(card.said, said);
    if (choice) this.paintChoice(card, choice);
    if (card.figure === figure) return;
    card.figure = figure;
    const data = figure.data.map((trace) => this.coloured(trace));
    this.paintKey(card, figure, data);
    const look = JSON.stringify([this.look, figure], (name, value) => (name === 'meta' || value?.bdata !== undefined ? undefined : value));
    const onlyNumbers = look === card.look && data.every((trace) => trace.type === 'scatter');
    card.look = look;
    if (onlyNumbers) this.move(card, data);
    else this.draw(card, data, figure.layout);
  }

  // Axes, legend and hover layer stay as they are: half the time of a full drawing.
  move(card, data) {
    const numbers = data.map(({ x, y, customdata }) => ({ x: array(x), y: array(y), ...(customdata && { customdata: array(customdata) }) }));
    const atOnce = { mode: 'immediate', frame: { duration: 0, redraw: false }, transition: { duration: 0 } };
    this.Plotly.animate(card.plot, { data: numbers, traces: data.map((_, i) => i) }, atOnce).catch(() => {}); // overtaken by a newer one
  }

  draw(card, data, layout) {
    const axes = Object.fromEntries(AXES.map((axis) => [axis, { ...layout[axis], range: [...(card.zoom[axis] ?? layout[axis].range)] }]));
    const all = { ...layout, ...axes, showlegend: false, template: this.template, uirevision: 'kept', autosize: true };
    this.Plotly.react(card.plot, data, all, { displayModeBar: false, responsive: true, doubleClick: false });
    if (card.listens) return;
    card.listens = true;
    card.plot.on('plotly_relayout', () => this.zoomIn(card));
    card.plot.on('plotly_doubleclick', () => this.zoomOut(card));
    card.plot.on('plotly_click', ({ points: [point] }) => {
      if (point.data.type === 'heatmap') this.send({ do: 'select', unit: point.y - 1 });
    });
  }

  // What a person zoomed to stays, though the figure's own range goes on growing: Plotly would follow the figure.
  zoomIn(card) {
    for (const axis of AXES) {
      const range = card.plot.layout[axis].range.slice();
      if (String(range) !== String(card.figure.layout[axis].range)) card.zoom[axis] = range;
    }
  }

  // To the axes of the present figure; Plotly's own way back is to those of the first.
  zoomOut(card) {
    card.zoom = {};
    this.draw(card, card.figure.data.map((trace) => this.coloured(trace)), card.figure.layout);
  }

  buildCard(name) {
    const card = { zoom: {}, title: element('h3'), read: element('p', { className: 'read' }), plot: element('div', { className: 'plot' }), said: element('p', { className: 'said' }) };
    card.head = element('header', {}, card.title);
    const figure = element('figure', {}, card.head, card.read, card.plot, card.said);
    figure.dataset.chart = name;
    card.title.id = `chart-${name}`;
    figure.setAttribute('aria-labelledby', card.title.id);
    this.charts.append(figure);
    return card;
  }

  // Legend and colour scale, in the head of the card: as part of the chart they would cost a fifth of every frame.
  paintKey(card, figure, data) {
    const entries = data.filter((trace) => trace.type === 'heatmap' || figure.layout.showlegend);
    const key = JSON.stringify([this.look, entries.map((trace) => [trace.name, trace.zmin, trace.zmax])]);
    if (card.keyShown === key) return;
    card.keyShown = key;
    if (!entries.length) return;
    card.key ??= card.head.appendChild(element('div', { className: 'key' }));
    card.key.replaceChildren(...entries.map((trace) => trace.type === 'heatmap' ? scaleKey(trace) : lineKey(trace)));
  }

  // A number to choose in the head of a card: which unit is drawn.
  paintChoice(card, { label, name, value, most }) {
    if (!card.choice) {
      card.choice = element('select', { onchange: () => this.send({ do: 'select', [name]: Number(card.choice.value) - 1 }) });
      card.choice.setAttribute('aria-label', label);
      card.head.append(element('label', {}, `${label} `, card.choice));
    }
    if (card.choice.length !== most) card.choice.replaceChildren(...Array.from({ length: most }, (_, i) => element('option', { value: i + 1, textContent: i + 1 })));
    if (document.activeElement !== card.choice || !this.pending.length) card.choice.value = value;
  }

  markPlaying() {
    this.buttons.play.setAttribute('aria-disabled', String(this.playing));
    this.buttons.pause.setAttribute('aria-disabled', String(!this.playing));
  }

  // Colours: Streamlit's, so that a switch of its theme is followed ------------------------------------------------

  followTheme(now) {
    if (this.template && now < this.lookAgain) return;
    this.lookAgain = now + 400;
    const style = getComputedStyle(this.root);
    const value = (name) => style.getPropertyValue(`--st-${name}`).trim();
    const look = ['background-color', 'text-color', 'border-color', 'chart-categorical-colors', 'font'].map(value).join('|');
    if (look === this.look) return;
    this.look = look;
    this.colours = value('chart-categorical-colors').split(',');
    const scale = (name) => value(name).split(',').map((colour, i, all) => [i / (all.length - 1), colour]);
    this.scales = { diverging: scale('chart-diverging-colors'), sequential: scale('chart-sequential-colors') };
    this.template = template(value);
    for (const card of Object.values(this.cards)) card.figure = null;
    if (this.frame) this.paint(this.frame);
  }

  coloured(trace) {
    if (trace.type === 'heatmap') return { ...trace, colorscale: this.scales[trace.meta], showscale: false };
    const colour = this.colours[CATEGORY[trace.meta] ?? 4];
    const band = trace.meta === 'band' ? { line: { width: 0 }, fillcolor: `${colour}33` } : {};
    return { ...trace, line: { ...trace.line, color: colour }, marker: { ...trace.marker, color: colour }, ...band };
  }
}

// A packed array as Plotly's own decoder gives it; a list stays a list.
function array(packed) {
  if (packed.bdata === undefined) return packed;
  const bytes = Uint8Array.from(atob(packed.bdata), (letter) => letter.charCodeAt(0));
  return new { i4: Int32Array, f4: Float32Array, f8: Float64Array }[packed.dtype](bytes.buffer);
}

function lineKey({ name, mode, line, marker }) {
  const mark = mode === 'markers' || marker.symbol?.endsWith('-open') ? 'open' : '';
  const swatch = element('i', { className: mode === 'markers' ? 'mark' : `line ${line.dash ?? 'solid'} ${mark}` });
  swatch.style.color = line.color;
  const words = element('span');
  typeset(words, name);
  return element('span', {}, swatch, words);
}

function scaleKey({ zmin, zmax, colorscale }) {
  const bar = element('i', { className: 'scale' });
  bar.style.background = `linear-gradient(to right, ${colorscale.map(([, colour]) => colour).join(', ')})`;
  return element('span', {}, String(zmin).replace('-', '−'), bar, String(zmax));
}

// Frames after the first hold only what changed: put each together with the one before it.
function whole(frames) {
  const made = [];
  for (const frame of frames) {
    const before = made.at(-1)?.figures ?? {};
    const figures = { ...before };
    for (const [name, figure] of Object.entries(frame.figures)) {
      figures[name] = figure.whole || !before[name] ? figure : {
        data: before[name].data.map((trace, i) => ({ ...trace, ...figure.data[i] })),
        layout: { ...before[name].layout, ...figure.layout },
      };
    }
    made.push({ ...frame, figures });
  }
  return made;
}

function template(value) {
  const axis = {
    gridcolor: value('border-color'), linecolor: value('border-color'), zerolinecolor: value('border-color'), zerolinewidth: 1, ticks: '',
    title: { standoff: 6, font: { size: 12 } }, tickfont: { size: 11 },
  };
  return {
    layout: {
      paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', font: { family: value('font'), color: value('text-color'), size: 12 },
      xaxis: axis, yaxis: axis, margin: { l: 56, r: 14, t: 8, b: 38 }, showlegend: false, hovermode: 'closest', dragmode: 'zoom',
      hoverlabel: { bgcolor: value('secondary-background-color'), bordercolor: value('border-color'), font: { color: value('text-color'), size: 12 } },
      shapedefaults: { line: { color: value('text-color') }, opacity: 0.6 }, annotationdefaults: { font: { size: 11 } },
    },
  };
}
