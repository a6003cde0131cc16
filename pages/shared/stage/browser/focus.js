// Focus: where the control that has the focus is taken away, hidden, switched off or made anew, the focus goes to the one
// that took its place, else to its nearest neighbour, and not back to the top of the page.

const LOOK_FOR_FOCUS = 100; // ms between two looks
const AWAITED = 400, AWAITED_IN_A_RUN = 1200; // ms for which the same control may come again: a file is made, the page runs
const STOP = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
const PARTS = ['stDialog', 'stPopoverBody', 'stSidebar', 'stMain'];
// Where other places are better than the neighbour, which may take back or repeat what was just done.
const PLAY = '.stage [data-press=play]';
const BETTER = [
  ['.st-key-lesson-card, .st-key-lesson-way, .expected', () => ['.st-key-lesson-card h2']],
  ['.stNumberInput, .stMultiSelect', (field) => [`${markOf(field.closest('[class*=st-key-]'))} input`]],
  ['figure', (figure) => [`${markOf(figure)} h2`]],
  ['.lanes', () => ['.lanes [aria-pressed=true]', PLAY]],
  ['.st-key-kept-actions', () => ['.st-key-reference input', '.st-key-keep button']],
  ['.st-key-hidden, .st-key-problem-link, .lost-run', () => [PLAY]],
];

function keepFocus() {
  let pointed = false; // a pointer needs no focus
  const hold = (control) => { if (control && control !== document.body) lab.held = pointed ? null : new Held(control); };
  document.addEventListener('pointerdown', () => { pointed = true; lab.held = null; }, true);
  document.addEventListener('focusin', ({ target }) => { if (!lab.held?.falls(target)) hold(target); });
  document.addEventListener('focusout', () => { // a control that is taken away is still there in this event
    lab.held?.look();
    queueMicrotask(() => lab.held?.look());
  });
  document.addEventListener('keydown', ({ key }) => {
    pointed = false;
    if (key === 'Tab') lab.held?.restore(0); // the next stop is the one after it
    hold(document.activeElement);
  }, true);
  setInterval(() => lab.held?.restore(), LOOK_FOR_FOCUS);
}

// A control and its places, from its row to the page, as they are now.
class Held {
  constructor(control) {
    Object.assign(this, { control, name: nameOf(control), page: lab.stage.page, dialog: control.closest(DIALOG), lostAt: null, fallen: null, places: [] });
    const all = stopsIn(document.body);
    for (let node = control.parentElement, inner = control; node; node = node.parentElement) {
      const mark = markOf(node);
      if (!mark) continue;
      const stops = all.filter((stop) => node.contains(stop));
      const first = stops.findIndex((stop) => inner.contains(stop)), nth = this.named(stops).indexOf(control);
      this.places.push({ node, mark, first, nth });
      inner = node;
    }
    const [of, better] = BETTER.find(([of]) => control.closest(of)) ?? [];
    this.better = of ? better(control.closest(of)) : [];
  }

  look() {
    if (!isThere(this.control)) this.lostAt ??= performance.now();
  }

  // Whoever leaves a control that is still there has the focus nowhere, and keeps it so.
  restore(patience = isBusy() ? AWAITED_IN_A_RUN : AWAITED) {
    if (![null, document.body, this.fallen].includes(document.activeElement)) return;
    this.look();
    if (this.lostAt === null) return;
    const waits = performance.now() - this.lostAt < patience;
    const next = this.again() ?? (waits ? null : this.nearest());
    if (!next || next.closest('[inert]')) return;
    if (!next.matches(STOP)) next.tabIndex = -1;
    next.focus({ preventScroll: next === lab.stage.root });
    lab.held = new Held(next);
  }

  // A dialog keeps the focus that lost its control, on its first button.
  falls(target) {
    const falls = this.lostAt !== null && !isThere(this.control) && this.dialog?.isConnected && this.dialog.contains(target);
    if (falls) this.fallen = target;
    return falls;
  }

  named(stops) {
    return stops.filter((stop) => nameOf(stop) === this.name);
  }

  // The same control, or the one of its name in its place.
  again() {
    if (isThere(this.control)) return this.control;
    const [place] = this.standing();
    return place && this.named(stopsIn(place.node))[place.nth];
  }

  // A better place; or the next control in its row, or the one before its row; on another page the stage.
  nearest() {
    const { root, page } = lab.stage;
    if (this.page !== page) return root;
    const better = this.better.map((place) => document.querySelector(place)).find((place) => place && isThere(place));
    return better ?? this.standing().map((place) => this.beside(place)).find(Boolean) ?? root;
  }

  beside({ node, first, outside }) {
    const stops = stopsIn(node);
    return stops[Math.max(0, Math.min(outside ? first - 1 : first, stops.length - 1))];
  }

  // Those of its places that are still there, or there again.
  standing() {
    const places = this.places.map((place, i) => ({ ...place, outside: i > 0, node: place.node.isConnected ? place.node : document.querySelector(place.mark) }));
    return places.filter(({ node }) => node);
  }
}

// How a place is found again: by the key of Streamlit's container, the name of a chart, or the class of a row of the stage.
function markOf({ classList, dataset, parentElement }) {
  const key = [...classList].find((name) => name.startsWith('st-key-'));
  if (key) return `.${CSS.escape(key)}`;
  if (dataset.chart) return `[data-chart="${dataset.chart}"]`;
  if (PARTS.includes(dataset.testid)) return `[data-testid=${dataset.testid}]`;
  return classList.length && parentElement?.closest('.stage') ? `.stage .${CSS.escape(classList[0])}` : null;
}

function stopsIn(place) {
  return [...place.querySelectorAll(STOP)].filter((stop) => stop.tabIndex >= 0 && isThere(stop));
}

function isThere(control) {
  return control.isConnected && !control.matches(':disabled') && control.checkVisibility({ visibilityProperty: true });
}

function nameOf(control) {
  return [control.tagName, control.ariaLabel ?? control.labels?.[0]?.textContent ?? control.textContent].join(' ');
}

// A run of the page is under way.
function isBusy() {
  return document.querySelector('[data-testid=stApp]')?.dataset.testScriptState !== 'notRunning';
}
