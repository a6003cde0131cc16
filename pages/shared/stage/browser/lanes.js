// Lanes: which run of a comparison is looked at. The row exists only where there are several.

const DASHES = ['solid', 'dash', 'dot', 'dashdot'];

class Lanes {
  // `look(lane)` and `remove(lane)` are called on user actions.
  constructor(look, remove) {
    Object.assign(this, { look, remove, said: '' });
    this.place = element('div', { className: 'lanes', hidden: true });
    this.place.setAttribute('role', 'group');
    this.place.setAttribute('aria-label', 'Lanes');
  }

  update({ lanes, lane, removable }) {
    const said = JSON.stringify([lanes, removable]);
    if (said !== this.said) {
      this.said = said;
      this.place.hidden = lanes.length < 2;
      this.buttons = lanes.map((name, place) => this.button(name, place));
      this.place.replaceChildren(...lanes.map((name, place) => element('span', { className: 'lane' }, this.buttons[place], ...(removable[place] ? [this.cross(name, place)] : []))));
      this.colours = null;
    }
    this.buttons.forEach((button, place) => button.setAttribute('aria-pressed', String(place === lane)));
  }

  button(name, place) {
    const words = element('span');
    typeset(words, name);
    return element('button', { type: 'button', onclick: () => this.look(place) }, element('i', { className: `line ${DASHES[place]}` }), words);
  }

  cross(name, place) {
    const button = element('button', { type: 'button', className: 'cross', textContent: '×', title: `Remove ${name}`, onclick: () => this.remove(place) });
    button.setAttribute('aria-label', `Remove ${name}`);
    return button;
  }

  paint(colours) {
    if (colours === this.colours) return;
    this.colours = colours;
    this.buttons?.forEach((button, place) => { button.firstChild.style.color = colours[place]; });
  }
}
