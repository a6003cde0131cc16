// Physics: two sliders that change the network at once, without training: the factor on W_hh, and how loud the inputs are.

class Physics {
  // `tryOut(physics)` is told where the sliders were moved to, `send(command)` what is pressed.
  constructor(tryOut, send) {
    this.tryOut = tryOut;
    this.gain = this.slider('Factor on W_hh');
    this.inputs = this.slider('Factor on the inputs');
    this.buttons = [
      this.button('Reset', 'The network as it is trained', () => send({ do: 'physics' })),
      this.button('Train from here', 'Record the factor on W_hh as a change at this epoch, and train with it', () => send({ do: 'adopt' })),
    ];
    this.place = element('div', { className: 'physics', hidden: true }, this.gain.place, this.inputs.place, ...this.buttons);
  }

  slider(label) {
    const words = element('span'), value = element('output'), range = element('input', { type: 'range', min: 0, step: 0.02 });
    typeset(words, label);
    range.setAttribute('aria-label', label);
    range.oninput = () => { this.say(); this.tryOut({ gain: Number(this.gain.range.value), input_scale: Number(this.inputs.range.value) }); };
    return { range, value, place: element('label', {}, words, range, value) };
  }

  button(textContent, title, onclick) {
    return element('button', { type: 'button', textContent, title, onclick: () => { if (this.inForce) onclick(); } });
  }

  // A page without physics sends none. What is still under way to the server stays where the hand put it.
  update(physics, moving) {
    this.place.hidden = !physics;
    if (!physics || moving) return;
    Object.assign(this.gain.range, { max: physics.most_gain, value: physics.gain });
    Object.assign(this.inputs.range, { max: physics.most_input_scale, value: physics.input_scale });
    this.inForce = physics.in_force;
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
