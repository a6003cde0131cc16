// Stage: the transport and the charts of one page. It plays the server's frames at an even rate and sends user actions
// as numbered commands, each repeated until the server confirms it.

const REPEAT_AFTER = 1000; // ms after which an unanswered command no longer blocks the next
const LOOK_AGAIN = 400; // ms between two looks at the theme, at messages and at the links to the pages
const PARK = 2000; // ms for which a removed stage waits to be put back
const lab = window.bpttLab ??= { stages: new WeakMap(), parked: null, plotly: null, stage: null, listens: false };

export default function ({ data, parentElement, setStateValue }) {
  if (!lab.stages.has(parentElement)) lab.stages.set(parentElement, stageFor(parentElement.querySelector('.stage'), data));
  const stage = lab.stage = lab.stages.get(parentElement);
  listen();
  stage.receive(data, (command) => setStateValue('command', command));
  return () => leave(parentElement, stage);
}

// Streamlit may call the cleanups of several renderings of one element; the first of them ends its stage there.
function leave(parentElement, stage) {
  if (lab.stages.get(parentElement) !== stage) return;
  lab.stages.delete(parentElement);
  park(stage);
}

// Once for all stages of the page's life.
function listen() {
  if (lab.listens) return;
  lab.listens = true;
  giveKeysBack(() => lab.stage.takeKeys());
  keepFocus();
  followPopovers();
  followSteps(() => lab.stage.askForRun());
  followPresent(() => lab.stage.present());
}

// When two script runs follow at once, Streamlit may remove the component and mount it again a moment later.
// Charts, zoom and pending commands then move to the new element.
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

class Stage {
  constructor(root, data) {
    Object.assign(this, { root, page: data.page, cards: {}, queue: [], pending: [], sent: data.done, shown: 0, playing: false, due: 0, askedAt: 0, wanted: null, walk: null, walkWanted: null });
    this.look = new Look();
    this.transport = new Transport(data.paces, {
      press: (command) => this.press(command),
      choosePace: (pace) => this.send({ do: 'pace', pace }),
      want: (epoch) => this.want({ do: 'hold', epoch }),
      walks: () => Boolean(this.walk),
      why: (...asked) => this.why.toggle(...asked),
    });
    this.why = new Why((what) => this.send({ do: 'explain', what }));
    this.whatIf = new WhatIf((whatIf) => this.tryOut(whatIf), (command) => this.chooseWhatIf(command));
    this.spoken = new Spoken(lab.stage && lab.stage.page !== data.page ? data.page : '');
    this.sweep = new SweepRow((command) => this.send(command), (words) => this.spoken.say(words));
    this.lanes = new Lanes((lane) => this.send({ do: 'look', lane }), (lane) => this.send({ do: 'remove lane', lane }));
    this.said = element('span', { className: 'run' });
    this.whySaid = whyButton('status', 'what is said of the run', (...asked) => this.why.toggle(...asked));
    this.charts = element('div', { className: 'charts' });
    this.heights = new Heights(this.charts);
    this.way = new Way((command) => this.press(command), (command) => this.send(command), (command) => this.attempt(command));
    this.link = new Link(() => this.shown, (words) => this.spoken.say(words));
    this.lostRun = new LostRun();
    const line = element('div', { className: 'line-below' }, element('p', { className: 'said-of-run' }, this.said, ' ', this.whySaid), this.way.place, this.transport.facts, this.link.button);
    root.tabIndex = -1;
    root.replaceChildren(this.transport.place, this.lanes.place, this.whatIf.place, this.link.place, this.lostRun.place, line, this.sweep.place, this.charts, this.why.place, element('style', { textContent: STYLE }));
    this.loop = (now) => { this.request = null; this.play(now); this.goOn(); };
    this.watch = setInterval(() => this.lookAround(), LOOK_AGAIN);
    this.sizes = new ResizeObserver(() => this.measure());
    this.watchSizes();
    this.watchFocus();
    loadPlotly(data.plotly).then((Plotly) => { this.Plotly = Plotly; this.goOn(); });
  }

  moveTo(root) {
    const focused = this.focused === this.root ? root : this.focused;
    root.replaceChildren(...this.root.childNodes);
    root.tabIndex = -1;
    this.root = root;
    this.watchSizes();
    this.watchFocus();
    this.why.show();
    if (document.activeElement === document.body) focused?.focus({ preventScroll: true });
    return this;
  }

  // Remember the focused element, even if it lost the focus only because the stage was removed.
  watchFocus() {
    this.root.addEventListener('focusin', ({ target }) => { this.focused = target; });
    this.root.addEventListener('focusout', ({ target }) => setTimeout(() => { if (target.isConnected && this.focused === target) this.focused = null; }));
  }

  close() {
    this.transport.close();
    this.why.end();
    this.spoken.close();
    this.walk?.close();
    clearInterval(this.watch);
    this.sizes.disconnect();
    cancelAnimationFrame(this.request);
    this.queue = [];
    for (const card of Object.values(this.cards)) card.close();
  }

  // User actions -------------------------------------------------------------------------------------------------

  // A stage that is not on the page just now has the focus once it is put back.
  takeKeys() {
    this.focused = this.root;
    this.root.focus({ preventScroll: true });
  }

  press(command) {
    if (command === 'play' && this.barred) return this.spoken.say(this.said.textContent);
    this.playing = command === 'play';
    if (this.playing) this.wanted = null;
    else this.queue = [];
    this.transport.mark(this.playing);
    this.send({ do: command, epoch: this.shown });
  }

  send(command) {
    if (command.do !== 'arrive') this.lostRun.forget();
    this.sent += 1;
    this.pending.push({ n: this.sent, ...command });
    this.tell({ n: this.sent, list: this.pending.slice(-200) });
  }

  // A what-if pauses training.
  tryOut(whatIf) {
    if (this.playing) this.press('pause');
    this.want({ do: 'what_if', ...whatIf });
  }

  // Training starts: move the focus, so that Space pauses and does not press the same button.
  chooseWhatIf(command) {
    this.send(command);
    if (command.do === 'adopt') this.takeKeys();
  }

  // The button goes with what it mended: Space is to play the run.
  attempt(command) {
    this.queue = [];
    this.send(command);
    this.takeKeys();
  }

  // Dragging: the newest position wins; one request at a time.
  want(command) {
    this.wanted = command;
    this.askForWanted();
  }

  askForWanted() {
    if (this.wanted === null || (this.askedAt && performance.now() - this.askedAt < REPEAT_AFTER)) return;
    this.askedAt = performance.now();
    this.send(this.wanted);
    this.wanted = null;
  }

  // The newest position wins; one request at a time.
  walkTo(to) {
    this.walkWanted = to ?? this.walkWanted;
    if (this.walkWanted === null || (this.waitsFor('walk') && performance.now() - this.walkAskedAt < REPEAT_AFTER)) return;
    this.walkAskedAt = performance.now();
    this.send({ do: 'walk', to: this.walkWanted });
    this.walkWanted = null;
  }

  // Request the run that Back or Forward led to.
  askForRun() {
    if (steps.asks) this.send(steps.asks);
    steps.asks = null;
  }

  waitsFor(...commands) {
    return this.pending.some((command) => commands.includes(command.do));
  }

  // Messages of the server --------------------------------------------------------------------------------------

  receive(data, tell) {
    if (this.lostRun.isOther(data)) return; // its run must not take the place of the lost one in the address
    const arrives = !this.tell;
    this.tell = tell;
    this.sent = Math.max(this.sent, data.done);
    if (arrives) {
      showPresent(); // the page has a new button
      this.send({ do: 'arrive', page: data.page });
      this.askForRun();
    }
    if (data.message === this.message) return;
    this.message = data.message;
    this.pending = this.pending.filter((command) => command.n > data.done);
    if (!steps.asks && !this.waitsFor('return')) this.link.update(data.address);
    // Ignore a message that is older than a pending action: it would show an outdated state.
    if (this.waitsFor('play', 'pause', 'rewind', 'return', 'attempt') || (data.playing && this.waitsFor('step'))) return;
    const wentOn = data.playing && this.playing && data.following;
    this.playing = data.playing;
    keys.letters = data.letters;
    this.seeking = data.sought !== null;
    this.barred = data.barred;
    this.root.classList.toggle('asked', this.barred);
    if (this.barred) this.why.close(); // an explanation may be the answer
    if (data.newest === 0) for (const card of Object.values(this.cards)) card.forgetZoom?.(); // other data, or rewound
    this.transport.update(data);
    this.lanes.update(data);
    this.way.update(data);
    this.whatIf.update(data.what_if, this.wanted !== null || this.waitsFor('what_if'));
    this.sweep.update(data.sweep);
    this.transport.mark(this.playing, this.barred);
    this.measure();
    this.enqueue(whole(data.frames), data.seconds * 1000, wentOn);
    this.walkTo();
    if (!this.waitsFor('hold', 'what_if', 'sample', 'one_unit')) { this.askedAt = 0; this.askForWanted(); }
  }

  // The page has another size now, and the address says so.
  present() {
    this.link.write();
    this.spoken.say(present.on ? 'Present mode. Press P or Escape to leave it.' : 'Present mode left.');
    this.measure();
    this.lookAround();
    for (const card of Object.values(this.cards)) card.chart?.fit();
    this.why.put();
  }

  // Charts share the height below the rows above them, so that four fit on a screen.
  measure() {
    const scrolled = this.root.closest('[data-testid=stMain]')?.scrollTop ?? 0;
    const above = Math.round((this.charts.getBoundingClientRect().top + scrolled) / present.zoom);
    if (above !== this.above) this.root.style.setProperty('--above', `${this.above = above}px`);
    this.heights.follow(this.cards, above);
  }

  // A row above may change its height at any time, with the page or its fonts.
  watchSizes() {
    this.sizes.disconnect();
    this.sizes.observe(this.root.closest('[data-testid=stMainBlockContainer]'));
    this.sizes.observe(this.charts); // a sentence may take one line more
  }

  enqueue(frames, every, wentOn) {
    if (!frames.length) return;
    Object.assign(this, { every, batch: frames.length });
    if (wentOn) {
      this.queue.push(...frames);
      if (this.queue.length > 3 * frames.length + 3) this.queue.splice(0, this.queue.length - frames.length);
    } else {
      this.queue = frames.slice(-1);
      this.due = 0;
      if (this.Plotly) this.play(performance.now()); // show a requested frame at once
    }
    this.goOn();
  }

  // Painting -----------------------------------------------------------------------------------------------------

  // An idle stage requests no animation frame.
  goOn() {
    if (this.Plotly && this.queue.length && !this.request) this.request = requestAnimationFrame(this.loop);
  }

  play(now) {
    if (!this.queue.length || now < this.due - 4) return;
    if (now - this.due > this.every) this.due = now;
    this.due += this.every * this.stretch();
    this.paint(this.queue.shift());
  }

  // Play slower while few frames are queued and faster while many are: a buffer of half a message bridges a late one.
  stretch() {
    const surplus = this.queue.length / this.batch - 0.5;
    return Math.min(1.15, Math.max(0.7, 1 - 0.3 * surplus));
  }

  paint(frame) {
    if (!this.frame) this.look.follow(this.root);
    this.frame = frame;
    this.shown = frame.epoch;
    this.transport.paint(frame, this.wanted === null && !this.waitsFor('hold'));
    this.lanes.paint(this.look.colours);
    typeset(this.said, frame.said);
    this.whySaid.hidden = !frame.explained;
    this.way.offer(frame.remedy);
    this.spoken.follow(frame, this.seeking);
    for (const name of Object.keys(this.cards)) if (!frame.figures[name]) this.removeCard(name);
    const figures = Object.entries(frame.figures);
    this.charts.classList.toggle('few', figures.length < 3); // not :has(), which is slow at every frame
    this.charts.classList.toggle('pair', figures.length === 2);
    const place = figures.map(([, figure]) => figure.layout.meta.walk).find(Boolean);
    const controls = figures.map(([, figure]) => figure.layout.meta.one_unit).find(Boolean);
    if (controls || !figures.some(([, figure]) => figure.layout.meta.failed)) this.paintOneUnit(controls);
    if (place || !figures.some(([, figure]) => figure.layout.meta.failed)) this.paintWalk(place); // else the walk's state is unknown
    for (const [name, figure] of figures) this.makeCard(name, figure);
    this.charts.classList.toggle('with-panel', Object.values(this.cards).some((card) => card instanceof Panel));
    for (const [name, figure] of figures) this.paintCard(name, figure); // after all are in the layout
    if (this.names !== (this.names = Object.keys(this.cards).join())) this.measure();
    this.why.paint(frame.why);
  }

  makeCard(name, figure) {
    if (this.cards[name] && !figure.layout.meta.failed && this.cards[name].constructor !== kindOf(figure)) this.removeCard(name); // its type was unknown when it failed
    this.cards[name] ??= this.newCard(name, figure);
  }

  // A card that cannot be drawn shows an error message until it can be drawn again; the other cards still work.
  paintCard(name, figure) {
    const card = this.cards[name], { failed } = figure.layout.meta;
    if (failed) { this.paintFailure(card, figure.layout.meta); return; }
    try {
      card.place.classList.remove('failed');
      card.paint(figure, this.look, this.Plotly);
    } catch (error) {
      console.error(error);
      this.paintFailure(card, { failed: 'This chart could not be drawn. The rest of the page still works.' });
    }
  }

  paintFailure(card, { failed, title }) {
    if (!card.failure) card.place.firstChild.after(card.failure = element('p', { className: 'failure' }));
    if (!card.title.textContent && title) typeset(card.title, title);
    card.failure.textContent = failed;
    card.place.classList.add('failed');
    card.startOver();
  }

  // The row of the walk exists only in a view with a walk.
  paintWalk(place) {
    if (Boolean(place) !== Boolean(this.walk)) {
      this.walk?.close();
      this.walk?.place.remove();
      this.walk = place ? new Walk((to) => this.walkTo(to)) : null;
      if (this.walk) this.charts.before(this.walk.place);
      this.measure();
    }
    if (place && this.walkWanted === null && !this.waitsFor('walk')) this.walk.paint(place);
  }

  // The row of one unit, likewise.
  paintOneUnit(controls) {
    if (Boolean(controls) !== Boolean(this.oneUnit)) {
      this.oneUnit?.place.remove();
      this.oneUnit = controls ? new UnitControls((values) => this.want({ do: 'one_unit', ...values }), (unit) => this.send({ do: 'select', unit })) : null;
      if (this.oneUnit) this.charts.before(this.oneUnit.place);
      this.measure();
    }
    this.oneUnit?.update(controls, this.wanted !== null || this.waitsFor('one_unit'));
  }

  newCard(name, figure) {
    const card = new (kindOf(figure))(name, (command) => (command.do === 'sample' ? this.want(command) : this.send(command)), (...asked) => this.why.toggle(...asked));
    this.charts.append(card.place);
    return card;
  }

  // Another view of the same page has other charts.
  removeCard(name) {
    this.cards[name].close();
    delete this.cards[name];
  }

  followTheme() {
    if (this.frame && this.look.follow(this.root)) this.paint(this.frame);
  }

  // What Streamlit changes without a message to the stage.
  lookAround() {
    this.followTheme();
    this.spoken.listen();
    markPages(this.page);
  }
}

// The class of a figure's card.
function kindOf({ layout: { meta: { panel, written, drawn } } }) {
  return panel ? Panel : written ? Writing : drawn ? Expected : Card;
}
