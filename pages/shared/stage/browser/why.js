// Why: a small button beside a number opens its formula, the same with this epoch's values, and the NumPy that computes it.

const GAP = 6; // px between the button and what it opens

// The button beside what is named; `what` is how the server knows it: "readout loss", "card decay".
function whyButton(what, name, ask) {
  const button = element('button', { type: 'button', className: 'why', textContent: 'why', onclick: () => ask(what, name, button) });
  button.setAttribute('aria-label', `why: ${name}`);
  button.setAttribute('aria-expanded', 'false');
  return button;
}

class Why {
  // `ask(what)` has the server explain in every frame from now on, or nothing where it is null.
  constructor(ask) {
    Object.assign(this, { ask, what: null, button: null });
    this.title = element('h2', { id: 'why-title' });
    this.shut = element('button', { type: 'button', textContent: 'Close', onclick: () => this.close() });
    this.parts = element('div', { className: 'parts', tabIndex: 0 });
    this.parts.setAttribute('role', 'group');
    this.parts.setAttribute('aria-labelledby', this.title.id);
    this.place = element('div', { className: 'explanation', hidden: true }, element('header', {}, this.title, this.shut), this.parts);
    this.place.setAttribute('aria-labelledby', this.title.id);
    this.place.popover = 'manual'; // above all else, and where the window is what it is placed in
    this.onKey = (event) => { if (event.key === 'Escape' && this.what && !document.querySelector(DIALOG)) this.close(); };
    document.addEventListener('keydown', this.onKey);
  }

  end() {
    document.removeEventListener('keydown', this.onKey);
  }

  // Opens, or closes what the same button has opened.
  toggle(what, name, button) {
    const same = this.what === what;
    this.close();
    if (same) return;
    Object.assign(this, { what, name, button, said: null });
    button.setAttribute('aria-expanded', 'true');
    this.title.textContent = `Why: ${name}`;
    this.parts.replaceChildren(element('p', { textContent: '...' }));
    this.show();
    this.shut.focus({ preventScroll: true });
    this.ask(what);
  }

  show() {
    if (!this.what) return;
    this.place.hidden = false;
    this.place.setAttribute('role', 'dialog');
    this.place.showPopover?.();
    this.put();
  }

  // Below the button, or above it where there is more room.
  put() {
    if (!this.button?.isConnected) return;
    const { left, top, bottom } = this.button.getBoundingClientRect(), zoom = present.zoom;
    const offsetWidth = this.place.offsetWidth * zoom, offsetHeight = this.place.offsetHeight * zoom;
    const below = bottom + GAP + offsetHeight <= innerHeight || bottom < innerHeight - top;
    Object.assign(this.place.style, {
      left: `${Math.max(GAP, Math.min(left, innerWidth - offsetWidth - GAP)) / zoom}px`,
      top: `${Math.max(GAP, below ? Math.min(bottom + GAP, innerHeight - offsetHeight - GAP) : top - GAP - offsetHeight) / zoom}px`,
    });
  }

  close() {
    if (!this.what) return;
    this.place.hidePopover?.();
    this.place.hidden = true;
    this.place.removeAttribute('role'); // a closed one is none, also for who asks the document
    this.button.setAttribute('aria-expanded', 'false');
    if (this.button.isConnected && (this.place.contains(document.activeElement) || document.activeElement === document.body)) this.button.focus({ preventScroll: true });
    Object.assign(this, { what: null, button: null });
    this.ask(null);
  }

  paint(why) {
    if (!this.what || why?.what !== this.what) return;
    if (!this.button.isConnected || this.button.hidden) { this.close(); return; }
    const said = JSON.stringify(why);
    if (said === this.said) return;
    this.said = said;
    this.title.textContent = `Why: ${this.name}, epoch ${why.epoch}`;
    const nothing = element('p', { textContent: 'No number in this sentence is computed.' });
    this.parts.replaceChildren(...(why.numbers.length ? why.numbers.map(explained) : [nothing]));
    this.put();
  }
}

function explained({ name, shown, formula, written, plain, source }) {
  const words = (tag, className, text) => { const node = element(tag, { className }); typeset(node, text); return node; };
  return element('section', {}, words('h3', 'symbols', `${name}: ${shown}`), words('p', 'formula', formula), words('p', 'written', written), code(plain, source));
}
