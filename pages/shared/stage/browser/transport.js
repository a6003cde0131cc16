// Transport: buttons, speed, epoch slider and readouts.

const READOUTS = [['epoch', 'epoch'], ['loss', 'loss'], ['gradient-norm', 'gradient norm'], ['state', 'state']];
const FACTS = [['spectral-radius', 'spectral radius of W_hh'], ['singular-value', 'largest singular value']];
const BUTTONS = [['Play', 'play', 'Space'], ['Pause', 'pause', 'Space'], ['Step', 'step', 'S'], ['Rewind', 'rewind', '0']];

class Transport {
  // `press(command)`, `choosePace(name)` and `want(epoch)` are called on user actions; `walks()`: whether the walk has the arrow keys.
  constructor(paces, { press, choosePace, want, walks, why }) {
    Object.assign(this, { press, want, walks, why, playing: false, dragging: false, buttons: {}, readouts: {} });
    this.place = element('div', { className: 'transport' }, ...BUTTONS.map((button) => this.button(...button)));
    this.pace = element('select', { onchange: () => choosePace(this.pace.value) },
      ...paces.map(([value, textContent]) => element('option', { value, textContent })));
    this.pace.setAttribute('aria-label', 'Speed');
    this.range = element('input', { type: 'range', min: 0, max: 0, value: 0, step: 1 });
    this.range.setAttribute('aria-label', 'Epoch');
    this.range.oninput = () => { this.dragging = true; want(Number(this.range.value)); };
    this.range.onchange = () => { this.dragging = false; };
    this.facts = element('p', { className: 'facts' }, ...FACTS.map((fact) => this.fact(...fact)));
    this.place.append(this.pace, this.range, element('dl', {}, ...READOUTS.map((readout) => this.readout(...readout))));
    this.onKey = (event) => this.key(event);
    document.addEventListener('keydown', this.onKey);
  }

  close() {
    document.removeEventListener('keydown', this.onKey);
  }

  button(label, command, key) {
    const button = keyed(label, key, key, () => this.press(command));
    button.dataset.press = command;
    this.buttons[command] = button;
    return button;
  }

  readout(name, label) {
    this.readouts[name] = element('dd', { textContent: '–' });
    this.readouts[name].dataset.readout = name;
    const button = name === 'state' ? [] : [' ', whyButton(`readout ${name}`, label, this.why)];
    return element('div', {}, element('dt', {}, element('span', { textContent: label }), ...button), this.readouts[name]);
  }

  fact(name, label) {
    const words = element('span');
    typeset(words, label);
    this.readouts[name] = element('b', { textContent: '–' });
    this.readouts[name].dataset.readout = name;
    return element('span', {}, words, ' ', whyButton(`readout ${name}`, label, this.why), ' ', this.readouts[name]);
  }

  // Disable Play or Pause, and move the focus from the disabled one to the other.
  mark(playing, barred = false) {
    const { play, pause } = this.buttons;
    this.playing = playing;
    play.setAttribute('aria-disabled', String(playing || barred));
    pause.setAttribute('aria-disabled', String(!playing));
    if (document.activeElement === (playing ? play : pause)) (playing ? pause : play).focus();
  }

  paint(frame, mayMoveSlider) {
    for (const [name] of [...READOUTS, ...FACTS]) this.readouts[name].textContent = frame.readouts[name];
    if (mayMoveSlider && !this.dragging) this.range.value = frame.epoch;
  }

  update({ newest, pace }) {
    this.range.max = newest;
    if (document.activeElement !== this.pace) this.pace.value = pace;
  }

  key(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) return this.arrow(event, by);
    if (event.repeat || !reachesStage(event, TYPING)) return;
    const command = { ' ': this.playing ? 'pause' : 'play', s: 'step', S: 'step', 0: 'rewind' }[event.key];
    if (!command || (event.key === ' ' && event.target.closest?.(PRESSED))) return;
    event.preventDefault();
    this.press(command);
  }

  // Show the previous or next epoch, unless the walk has the arrow keys.
  arrow(event, by) {
    if (event.shiftKey || this.walks() || !reachesStage(event, ARROWED)) return;
    event.preventDefault();
    const epoch = Number(this.range.value) + by;
    if (epoch < 0 || epoch > this.range.max) return;
    this.range.value = epoch;
    this.want(epoch);
  }
}
