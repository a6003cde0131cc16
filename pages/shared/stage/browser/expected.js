// Expected: a card on which a person draws the curve that is expected, by pointer or by keys.

class Expected extends Card {
  constructor(name, send) {
    super(name, send);
    this.line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
    const lines = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    lines.setAttribute('viewBox', '0 0 1 1');
    lines.setAttribute('preserveAspectRatio', 'none');
    lines.append(this.line);
    this.dots = element('div', { className: 'dots' });
    this.pad = element('div', { className: 'pad', tabIndex: 0 }, lines, this.dots);
    this.pad.setAttribute('role', 'slider');
    this.pad.setAttribute('aria-label', 'The curve that you expect');
    this.pad.setAttribute('aria-orientation', 'vertical');
    this.pad.addEventListener('pointerdown', (event) => this.begin(event));
    this.pad.addEventListener('pointermove', (event) => this.drag(event));
    for (const end of ['pointerup', 'pointercancel']) this.pad.addEventListener(end, () => { this.last = null; });
    this.pad.addEventListener('keydown', (event) => this.pressKey(event));
    this.drawing.removeAttribute('role');
    this.drawing.removeAttribute('aria-labelledby');
    this.drawing.append(this.pad);
    this.place.classList.add('expected');
    const button = (textContent, onclick) => element('button', { type: 'button', textContent, onclick });
    this.answer = button('Answer', () => this.give());
    this.clear = button('Clear', () => { this.values.fill(null); this.show(); this.pad.focus(); });
    this.place.querySelector('.below').replaceChildren(this.said, this.clear, this.answer);
  }

  paint(figure, look, Plotly) {
    super.paint(figure, look, Plotly);
    const about = JSON.stringify(figure.layout.meta.drawn);
    if (about === this.about) { typeset(this.said, this.says); return; } // the figure itself says nothing
    Object.assign(this, { about, drawn: figure.layout.meta.drawn, x: [...array(figure.layout.meta.drawn.x)], at: 0, last: null });
    this.values = this.x.map(() => null); // each a part of the height, 0 at the foot
    this.show();
  }

  begin(event) {
    this.pad.setPointerCapture(event.pointerId);
    Object.assign(this, { last: null, touched: true, passed: new Set() });
    this.drag(event);
  }

  // The points between the last place of the pointer and this one lie on the line between them; one that the pointer
  // comes near to is as high as the pointer until it passes it.
  drag(event) {
    if (!this.pad.hasPointerCapture(event.pointerId)) return;
    const { left, top, width, height } = this.pad.getBoundingClientRect();
    const here = [within((event.clientX - left) / width), within(1 - (event.clientY - top) / height)];
    const [from, to] = [this.last ?? here, here].sort(([one], [other]) => one - other);
    this.at = this.nearest(here[0]);
    if (!this.passed.has(this.at)) this.values[this.at] = here[1];
    this.x.forEach((_, i) => {
      const part = this.part(i);
      if (part < from[0] || part > to[0]) return;
      this.values[i] = to[0] > from[0] ? from[1] + (to[1] - from[1]) * (part - from[0]) / (to[0] - from[0]) : here[1];
      this.passed.add(i);
    });
    this.last = here;
    this.show();
  }

  pressKey(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    const up = { ArrowUp: 0.02, ArrowDown: -0.02, PageUp: 0.1, PageDown: -0.1 }[event.key];
    if ((!by && !up) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.touched = true;
    if (by) this.at = Math.min(this.x.length - 1, Math.max(0, this.at + by));
    else this.values[this.at] = within((this.values[this.at] ?? this.beside(this.at)) + up);
    this.show();
  }

  // Where the axis of x has a point, in parts of the width.
  part(i) {
    const [low, high] = this.figure.layout.xaxis.range;
    return (this.x[i] - low) / (high - low);
  }

  nearest(part) {
    return this.x.map((_, i) => Math.abs(this.part(i) - part)).reduce((best, off, i, all) => (off < all[best] ? i : best), 0);
  }

  // A point that is not drawn lies on the line between its neighbours, or as high as the next one.
  beside(i) {
    const known = this.values.map((value, place) => [place, value]).filter(([, value]) => value !== null);
    const before = known.filter(([place]) => place <= i).at(-1), after = known.find(([place]) => place >= i);
    if (!before || !after) return (before ?? after)?.[1] ?? 0.5;
    const length = after[0] - before[0];
    return length ? before[1] + (after[1] - before[1]) * (i - before[0]) / length : before[1];
  }

  value(part) {
    const { low, high, log } = this.drawn;
    return log ? low * (high / low) ** part : low + (high - low) * part;
  }

  show() {
    const begun = this.values.some((value) => value !== null);
    const points = begun ? this.values.map((_, i) => [this.part(i), this.beside(i)]) : [];
    this.line.setAttribute('points', points.map(([x, y]) => `${x},${1 - y}`).join(' '));
    this.dots.replaceChildren(...this.x.map((_, i) => this.dot(i, begun)));
    this.clear.hidden = !begun;
    this.answer.setAttribute('aria-disabled', String(!begun));
    const here = this.beside(this.at), said = `${this.drawn.name} ${this.x[this.at]}: ${this.values[this.at] === null ? 'nothing drawn' : Number(this.value(here).toPrecision(2))}`;
    for (const [name, text] of [['valuemin', 0], ['valuemax', 100], ['valuenow', Math.round(100 * here)], ['valuetext', said]]) this.pad.setAttribute(`aria-${name}`, text);
    typeset(this.said, this.says = begun || this.touched ? said : 'Nothing is drawn yet.');
  }

  // Untouched, all stand at the foot, where they tell nothing.
  dot(i, begun) {
    const dot = element('i', { className: `${this.values[i] === null ? 'free' : ''} ${i === this.at ? 'here' : ''}` });
    Object.assign(dot.style, { left: `${100 * this.part(i)}%`, top: `${begun ? 100 * (1 - this.beside(i)) : 100}%` });
    return dot;
  }

  // What was left out is filled in as it is shown.
  give() {
    if (this.values.every((value) => value === null)) return this.pad.focus();
    this.send({ do: 'guess', about: this.drawn.about, values: this.values.map((_, i) => this.value(this.beside(i))) });
  }
}

function within(part) {
  return Math.min(1, Math.max(0, part));
}
