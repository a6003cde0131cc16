// Sweep: start, stop and continue a sweep, its progress, and the run of the selected cell. The row exists only on its page.

const OF_STATE = { none: ['Start', 'start'], running: ['Stop', 'stop'], stopped: ['Continue', 'continue'], finished: ['Start again', 'start'] };

class SweepRow {
  // `send(command)` is called on user actions; `speak(words)` announces words to a screen reader.
  constructor(send, speak) {
    Object.assign(this, { send, speak });
    this.main = this.button('Start', () => this.press(OF_STATE[this.now.state][1]));
    this.main.dataset.press = 'sweep';
    this.again = this.button('Start again', () => this.press('start'));
    this.progress = element('progress', { max: 1, value: 0 });
    this.progress.setAttribute('aria-label', 'Progress of the sweep');
    this.said = element('span', { className: 'so-far' });
    this.cell = element('span', { className: 'cell' });
    this.open = this.button('Open', () => this.send({ do: 'open run' }));
    this.lane = this.button('Add as a lane', () => this.send({ do: 'open run', lane: true }));
    this.place = element('div', { className: 'sweep', hidden: true },
      element('div', { className: 'part' }, this.main, this.again, this.progress, this.said),
      element('div', { className: 'part' }, this.cell, this.open, this.lane));
  }

  button(textContent, onclick) {
    const button = element('button', { type: 'button', textContent, onclick: () => { if (button.getAttribute('aria-disabled') !== 'true') onclick(); } });
    return button;
  }

  press(what) {
    this.send({ do: 'sweep', what });
  }

  // `now` is null on another page.
  update(now) {
    this.place.hidden = !now;
    if (!now) return;
    if (this.now && this.now.state !== now.state && now.state !== 'running') this.speak(now.said);
    this.now = now;
    const [label, what] = OF_STATE[now.state];
    this.main.textContent = label;
    disable(this.main, what === 'start' && !now.start);
    this.again.hidden = now.state !== 'stopped';
    disable(this.again, !now.start);
    this.progress.value = now.progress;
    this.progress.hidden = now.state === 'none';
    typeset(this.said, now.said);
    typeset(this.cell, now.cell);
    for (const button of [this.open, this.lane]) button.hidden = now.state === 'none';
    disable(this.open, !now.run);
    disable(this.lane, !now.lane);
    this.open.title = now.run ? `Train the run with ${now.run} to the epoch at which it ended` : 'This run has not ended yet';
    this.lane.title = now.run ? `Put the run with ${now.run} beside the present one` : this.open.title;
  }
}

function disable(button, off) {
  button.setAttribute('aria-disabled', String(off));
}
