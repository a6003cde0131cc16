// One unit: sliders for its weight and its bias, its activation, and a button that takes those of a unit of the network.

class UnitControls {
  // `tryOut(values)` gets {w, b, activation}, or {} to follow the network; `select(unit)` the unit, counted from 0.
  constructor(tryOut, select) {
    this.tryOut = tryOut;
    this.w = this.slider('w');
    this.b = this.slider('b');
    this.activation = element('select', { onchange: () => this.move() });
    this.activation.setAttribute('aria-label', 'Activation of this unit');
    this.unit = element('input', { type: 'number', min: 1, step: 1, onchange: () => this.choose(select) });
    this.unit.setAttribute('aria-label', 'Unit of the network');
    this.take = element('button', { type: 'button', title: 'Take W_hh[i, i] with its gain, and the bias, of this unit at the epoch shown', textContent: 'Take from unit', onclick: () => this.choose(select) });
    this.place = element('div', { className: 'what-if one-unit' }, this.w.place, this.b.place, this.activation, this.take, this.unit);
  }

  slider(label) {
    const value = element('span', { className: 'amount' }), range = element('input', { type: 'range', step: 0.01, oninput: () => this.move() });
    range.setAttribute('aria-label', label === 'w' ? 'Weight w' : 'Bias b');
    return { range, value, place: element('label', {}, label, range, value) };
  }

  move() {
    this.say();
    this.tryOut({ w: Number(this.w.range.value), b: Number(this.b.range.value), activation: this.activation.value });
  }

  choose(select) {
    select(Math.round(Number(this.unit.value)) - 1);
    this.tryOut({});
  }

  // What is being dragged or typed stays as it is.
  update({ w, b, activation, activations, most_w, most_b, unit, units, follows }, moving) {
    if (this.activation.length !== Object.keys(activations).length) this.activation.replaceChildren(...Object.entries(activations).map(([value, textContent]) => element('option', { value, textContent })));
    this.unit.max = units;
    this.take.setAttribute('aria-pressed', String(follows));
    if (moving) return;
    Object.assign(this.w.range, { min: -most_w, max: most_w, value: w });
    Object.assign(this.b.range, { min: -most_b, max: most_b, value: b });
    this.activation.value = activation;
    if (document.activeElement !== this.unit) this.unit.value = unit;
    this.say();
  }

  say() {
    for (const { range, value } of [this.w, this.b]) {
      value.textContent = short(Number(range.value));
      range.setAttribute('aria-valuetext', value.textContent);
    }
  }
}

function short(value) {
  return (Math.abs(value) < 1000 ? value.toFixed(2) : value.toExponential(1)).replace('-', '−');
}
