// Goal: how far it is to the epoch that is trained to as fast as it goes, and the way to stop before it.

class Goal {
  constructor(cancel) {
    this.words = element('span');
    this.bar = element('progress', { value: 0 });
    this.bar.setAttribute('aria-label', 'Epochs trained');
    this.place = element('div', { className: 'goal', hidden: true }, this.words, this.bar, element('button', { type: 'button', onclick: cancel }, 'Cancel'));
  }

  update({ goal, newest }) {
    this.place.hidden = goal === null;
    if (goal === null) return;
    this.words.textContent = `Training to epoch ${goal.toLocaleString('en')}`;
    Object.assign(this.bar, { max: goal, value: newest });
  }
}
