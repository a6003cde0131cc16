// Walk: controls that move through the sub-steps of a pass, without training.

const STRIDES = [['slow', 4000], ['medium', 2000], ['fast', 800]];

class Walk {
  // `go(position)` is called with the new position, counted from 0.
  constructor(go) {
    Object.assign(this, { go, position: 0, length: 1, timer: null });
    this.back = this.button('Back', '←', () => this.move(-1));
    this.next = this.button('Next', '→', () => this.move(1));
    this.auto = element('button', { type: 'button', textContent: 'Walk', onclick: () => (this.timer ? this.rest() : this.begin()) });
    this.stride = element('select', {}, ...STRIDES.map(([textContent, value]) => element('option', { value, textContent })));
    this.stride.value = STRIDES[1][1];
    this.stride.setAttribute('aria-label', 'Speed of the walk');
    this.range = element('input', { type: 'range', min: 0, step: 1, oninput: () => { this.rest(); this.to(Number(this.range.value)); } });
    this.range.setAttribute('aria-label', 'Sub-step');
    this.where = element('span', { className: 'where' });
    this.place = element('div', { className: 'walk' }, this.back, this.auto, this.next, this.stride, this.range, this.where);
    this.onKey = (event) => this.key(event);
    document.addEventListener('keydown', this.onKey);
  }

  close() {
    this.rest();
    document.removeEventListener('keydown', this.onKey);
  }

  button(label, key, onclick) {
    return keyed(label, key, label === 'Back' ? 'ArrowLeft' : 'ArrowRight', () => { this.rest(); onclick(); });
  }

  // Show the server's position; the caller skips this while a newer position is requested.
  paint({ position, length, phase }) {
    Object.assign(this, { position, length });
    this.range.max = length - 1;
    this.place.dataset.phase = phase;
    this.show();
  }

  show() {
    this.range.value = this.position;
    this.where.textContent = `${this.position + 1} of ${this.length}`;
    this.range.setAttribute('aria-valuetext', this.where.textContent);
    this.back.setAttribute('aria-disabled', String(this.position === 0));
    this.next.setAttribute('aria-disabled', String(this.position === this.length - 1));
  }

  move(by) {
    this.to(this.position + by);
  }

  to(position) {
    const there = Math.min(this.length - 1, Math.max(0, position));
    if (there === this.position) return;
    this.position = there;
    this.show();
    this.go(there);
  }

  // Walk automatically to the end; at the end, restart from the beginning.
  begin() {
    this.to(this.position === this.length - 1 ? 0 : this.position + 1);
    this.auto.textContent = 'Stop';
    this.onward();
  }

  onward() {
    this.timer = setTimeout(() => {
      this.move(1);
      if (this.position === this.length - 1) this.rest();
      else this.onward();
    }, Number(this.stride.value));
  }

  rest() {
    clearTimeout(this.timer);
    this.timer = null;
    this.auto.textContent = 'Walk';
  }

  key(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.shiftKey || !reachesStage(event, ARROWED)) return;
    event.preventDefault();
    this.rest();
    this.move(by);
  }
}
