// Writing: a card with what a network of letters writes, as plain text, and the controls of how it is drawn.

class Writing {
  // `send` gets {do: 'sample', temperature, seed_text, seed}, with the values of all three.
  constructor(name, send, why) {
    Object.assign(this, { send, title: element('h2', { id: `written-${name}` }), read: element('p', { className: 'read' }), said: element('span', { className: 'said' }), note: element('p', { className: 'note' }) });
    this.why = whyButton(`card ${name}`, 'What the network writes', why);
    this.seedText = element('input', { type: 'text', autocomplete: 'off', spellcheck: false, oninput: () => this.sample() });
    this.temperature = element('input', { type: 'range', min: 0, step: 0.1, oninput: () => this.sample() });
    this.degrees = element('span', { className: 'amount' }); // not <output>, which would be read out at every move
    this.temperature.setAttribute('aria-label', 'Temperature');
    this.seed = element('input', { type: 'number', min: 0, step: 1, oninput: () => this.sample() });
    const another = element('button', { type: 'button', textContent: 'Another', title: 'Draw with the next seed', onclick: () => { this.seed.value = Number(this.seed.value) + 1; this.sample(); } });
    this.controls = element('div', { className: 'sampling' }, labelled('Seed text', this.seedText), labelled('Temperature', this.temperature, this.degrees), labelled('Seed', this.seed), another);
    this.seedPart = element('mark');
    this.text = element('div', { className: 'letters', tabIndex: 0 });
    this.text.setAttribute('role', 'region');
    this.text.setAttribute('aria-labelledby', this.title.id);
    this.place = element('figure', { className: 'writing' }, element('header', {}, this.title), this.read, this.controls, this.text, this.note, element('div', { className: 'below' }, element('p', { className: 'saying' }, this.said, ' ', this.why)));
    this.place.dataset.written = name;
    this.place.setAttribute('aria-labelledby', this.title.id);
  }

  startOver() {
    this.figure = null;
  }

  close() {
    this.place.remove();
  }

  sample() {
    this.degrees.textContent = Number(this.temperature.value).toFixed(1);
    this.send({ do: 'sample', temperature: Number(this.temperature.value), seed_text: this.seedText.value, ...(this.seed.value !== '' && { seed: Math.round(Number(this.seed.value)) }) });
  }

  paint(figure) {
    if (this.figure === figure) return;
    this.figure = figure;
    const { title, read, said, written } = figure.layout.meta;
    typeset(this.title, title);
    typeset(this.read, read);
    typeset(this.said, said);
    this.why.hidden = !/\d/.test(said);
    for (const part of [this.controls, this.text, this.note]) part.hidden = written.text === undefined;
    if (written.text === undefined) return;
    this.seedPart.textContent = written.read;
    this.text.replaceChildren(this.seedPart, written.text);
    this.note.textContent = written.note;
    this.show(written);
  }

  // What is being typed or dragged stays as it is.
  show({ seed_text, read, temperature, seed, hottest, most_letters, most_seed }) {
    Object.assign(this.seedText, { maxLength: most_letters, placeholder: read });
    this.temperature.max = hottest;
    this.seed.max = most_seed;
    for (const [field, value] of [[this.seedText, seed_text], [this.temperature, temperature], [this.seed, seed]]) {
      if (document.activeElement !== field && field.value !== String(value)) field.value = value;
    }
    this.degrees.textContent = Number(this.temperature.value).toFixed(1);
  }
}

function labelled(words, ...parts) {
  return element('label', {}, words, ...parts);
}
