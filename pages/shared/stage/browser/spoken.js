// Spoken: announces the results of user actions to screen readers, but not the numbers that change while training.

const CALM = 400; // ms for which words must be unchanged before they are announced

class Spoken {
  constructor() {
    Object.assign(this, { parts: [], next: '' });
    this.place = element('p', { className: 'spoken' });
    this.place.setAttribute('role', 'status');
  }

  close() {
    clearTimeout(this.later);
  }

  // Announce "running" while training, and when idle the parts that changed since the last announcement.
  follow({ epoch, readouts, said, remedy, figures }, seeking) {
    if (seeking) return;
    const panel = Object.values(figures).map((figure) => figure.layout.meta).find((meta) => meta.panel);
    const resting = [`${readouts.state}: epoch ${epoch}, loss ${readouts.loss}.`, said, remedy ? `Button: ${remedy.label}.` : '', panel ? `${panel.title}. ${panel.said}` : ''];
    const parts = readouts.state === 'running' ? ['running'] : resting;
    this.say(parts.filter((part, i) => part !== this.parts[i]).join(' '), parts);
  }

  // Announce the words once they have been unchanged for a while.
  say(words, parts = this.parts) {
    if (words === this.next) return;
    this.next = words;
    clearTimeout(this.later);
    if (words) this.later = setTimeout(() => { typeset(this.place, words); Object.assign(this, { parts, next: '' }); }, CALM);
  }
}
