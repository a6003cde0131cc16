// Way: buttons shown while a past epoch is held, and progress while training or seeking heads for an epoch.

class Way {
  // `press(command)` and `send(command)` are called on user actions.
  constructor(press, send) {
    this.progress = element('progress', { max: 1, value: 0 });
    this.progress.setAttribute('aria-label', 'Progress');
    const button = (label, title, onclick) => element('button', { type: 'button', textContent: label, title, onclick });
    this.cancel = button('Cancel', 'Stop at the epoch shown', () => press('pause'));
    this.newest = button('Back to newest', 'Show the newest epoch again', () => send({ do: 'hold', epoch: this.last }));
    this.branch = button('Branch from here', 'Start a new run from this epoch', () => send({ do: 'branch' }));
    this.place = element('span', { className: 'way' });
  }

  update({ goal, sought, following, newest, shown }) {
    this.last = newest;
    const boundFor = sought ?? goal;
    if (boundFor !== null) Object.assign(this.progress, { max: boundFor, value: shown });
    const held = following ? [] : [this.newest, this.branch];
    const parts = sought !== null ? [this.progress, this.newest] : goal !== null ? [this.progress, this.cancel] : held;
    const same = parts.length === this.place.children.length && parts.every((part, i) => part === this.place.children[i]);
    if (!same) replaceParts(this.place, parts);
  }
}
