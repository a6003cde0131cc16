// Focus: where the control that has the focus is taken away, hidden, switched off or made anew, the focus goes to the one
// that took its place, else to its nearest neighbour, and not back to the top of the page.

const LOOK_FOR_FOCUS = 100; // ms between two looks
const AWAITED = 1200; // ms for which a run of the page may still bring the same control again
const STOP = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
const PARTS = ['stDialog', 'stPopoverBody', 'stSidebar', 'stMain'];
// Where another place is better than the neighbour, which may take back what was just done.
const BETTER = [
  ['.st-key-lesson-card, .st-key-lesson-way', () => '.st-key-lesson-card h2'],
  ['.stNumberInput, .stMultiSelect', (field) => `${markOf(field.closest('[class*=st-key-]'))} input`],
  ['figure', (figure) => `${markOf(figure)} h2`],
  ['.st-key-hidden, .st-key-problem-link, .lost-run', () => '.stage [data-press=play]'],
];

function keepFocus() {
  let pointed = false; // a pointer needs no focus
  const hold = (control) => { if (control && control !== document.body) lab.held = pointed ? null : new Held(control); };
  document.addEventListener('pointerdown', () => { pointed = true; lab.held = null; }, true);
  document.addEventListener('focusin', ({ target }) => hold(target));
  document.addEventListener('keydown', ({ key }) => {
    pointed = false;
    if (key === 'Tab') lab.held?.restore(); // the next stop is the one after it
    hold(document.activeElement);
  }, true);
  setInterval(() => lab.held?.restore(), LOOK_FOR_FOCUS);
}

// A control and its places, from its row to the page, as they are now.
class Held {
  constructor(control) {
    Object.assign(this, { control, name: nameOf(control), page: lab.stage.page, lostAt: null, places: [] });
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
    this.better = of && better(control.closest(of));
  }

  // Whoever leaves a control that is still there has the focus nowhere, and keeps it so.
  restore() {
    if (document.activeElement && document.activeElement !== document.body) return;
    if (this.lostAt === null && isThere(this.control)) return;
    this.lostAt ??= performance.now();
    const waits = isBusy() && performance.now() - this.lostAt < AWAITED;
    const next = this.again() ?? (waits ? null : this.nearest());
    if (!next || next.closest('[inert]')) return;
    if (!next.matches(STOP)) next.tabIndex = -1;
    next.focus({ preventScroll: next === lab.stage.root });
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
    const better = this.better && document.querySelector(this.better);
    return better && isThere(better) ? better : this.standing().map((place) => this.beside(place)).find(Boolean) ?? root;
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
