// Way: buttons shown while a past epoch is held, progress while training or seeking heads for an epoch, and the button that
// does what the sentence beside it proposes.

class Way {
  // `press(command)`, `send(command)` and `attempt(command)` are called on user actions.
  constructor(press, send, attempt) {
    Object.assign(this, { parts: [], remedy: null });
    this.progress = element('progress', { max: 1, value: 0 });
    this.progress.setAttribute('aria-label', 'Progress');
    const button = (label, title, onclick) => element('button', { type: 'button', textContent: label, title, onclick });
    this.cancel = button('Cancel', 'Stop at the epoch shown', () => press('pause'));
    this.newest = button('Back to newest', 'Show the newest epoch again', () => send({ do: 'hold', epoch: this.last }));
    this.branch = button('Branch from here', 'Start a new run from this epoch', () => send({ do: 'branch' }));
    this.attempt = button('', '', () => attempt({ do: 'attempt', choices: this.remedy.choices, anew: this.remedy.anew }));
    this.attempt.dataset.press = 'attempt';
    this.place = element('span', { className: 'way' });
  }

  update({ goal, sought, following, newest, shown }) {
    this.last = newest;
    const boundFor = sought ?? goal;
    if (boundFor !== null) Object.assign(this.progress, { max: boundFor, value: shown });
    const held = following ? [] : [this.newest, this.branch];
    this.parts = sought !== null ? [this.progress, this.newest] : goal !== null ? [this.progress, this.cancel] : held;
    this.arrange();
  }

  // Offer what the sentence of a frame proposes: {label, title, choices, anew}, or null.
  offer(remedy) {
    this.remedy = remedy;
    if (remedy) {
      this.attempt.title = remedy.title;
      if (this.attempt.textContent !== remedy.label) this.attempt.textContent = remedy.label;
    }
    this.arrange();
  }

  arrange() {
    const parts = this.remedy ? [...this.parts, this.attempt] : this.parts;
    const same = parts.length === this.place.children.length && parts.every((part, i) => part === this.place.children[i]);
    if (!same) replaceParts(this.place, parts);
  }
}
