// What-if: two sliders, the gain on W_hh and the input scale, that recompute the pass at once; nothing is trained.

class WhatIf {
  // `tryOut(whatIf)` gets the values of the sliders, `send(command)` the command of a button.
  constructor(tryOut, send) {
    this.tryOut = tryOut;
    this.gain = this.slider('Gain on W_hh');
    this.inputs = this.slider('Input scale');
    this.buttons = [
      this.button('Reset', 'Show the network as it is trained', () => send({ do: 'what_if' })),
      this.button('Train from here', 'Record this gain on W_hh as a change at this epoch, and train with it', () => send({ do: 'adopt' })),
    ];
    this.place = element('div', { className: 'what-if', hidden: true }, this.gain.place, this.inputs.place, ...this.buttons);
  }

  slider(label) {
    const words = element('span'), value = element('span', { className: 'amount' }), range = element('input', { type: 'range', min: 0, step: 0.02 });
    typeset(words, label);
    range.setAttribute('aria-label', label);
    range.oninput = () => { this.say(); this.tryOut({ gain: Number(this.gain.range.value), input_scale: Number(this.inputs.range.value) }); };
    return { range, value, place: element('label', {}, words, range, value) };
  }

  button(textContent, title, onclick) {
    return element('button', { type: 'button', textContent, title, onclick: () => { if (this.inForce) onclick(); } });
  }

  // `whatIf` is null on a page without the sliders, "later" where only their place is kept. While a move is on its way
  // to the server, they stay put.
  update(whatIf, moving) {
    const later = whatIf === 'later';
    this.place.hidden = !whatIf;
    this.place.classList.toggle('later', later);
    if (!whatIf || later || moving) return;
    Object.assign(this.gain.range, { max: whatIf.most_gain, value: whatIf.gain });
    Object.assign(this.inputs.range, { max: whatIf.most_input_scale, value: whatIf.input_scale });
    this.inForce = whatIf.in_force;
    for (const button of this.buttons) button.setAttribute('aria-disabled', String(!this.inForce));
    this.say();
  }

  say() {
    for (const { range, value } of [this.gain, this.inputs]) {
      value.textContent = `× ${Number(range.value).toFixed(2)}`;
      range.setAttribute('aria-valuetext', value.textContent);
    }
  }
}
