// Spoken: what a screen reader says by itself: where something that a person did has led, but no number that runs.

const CALM = 400; // ms for which words stay the same before they are said

class Spoken {
  constructor() {
    Object.assign(this, { parts: [], next: '' });
    this.place = element('p', { className: 'spoken' });
    this.place.setAttribute('role', 'status');
  }

  close() {
    clearTimeout(this.later);
  }

  // While it runs or seeks, that alone; at rest, what is other than when it was last said.
  follow({ epoch, readouts, said, figures }, seeking) {
    if (seeking) return;
    const panel = Object.values(figures).map((figure) => figure.layout.meta).find((meta) => meta.panel);
    const resting = [`${readouts.state}: epoch ${epoch}, loss ${readouts.loss}.`, said, panel ? `${panel.title}. ${panel.said}` : ''];
    const parts = readouts.state === 'running' ? ['running'] : resting;
    this.say(parts.filter((part, i) => part !== this.parts[i]).join(' '), parts);
  }

  // Once nothing else was to be said for a while.
  say(words, parts = this.parts) {
    if (words === this.next) return;
    this.next = words;
    clearTimeout(this.later);
    if (words) this.later = setTimeout(() => { typeset(this.place, words); Object.assign(this, { parts, next: '' }); }, CALM);
  }
}
