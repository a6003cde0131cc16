// Present: everything but the sidebar, enlarged for a projector, until it is left. The address holds it, as present=1.
// The page is as large as this many px, times a zoom: text, lines and their places stay as they are on a small screen.

const PRESENTED = { width: 1170, height: 655, least: 1.1 };
const PRESENT_BUTTON = '.st-key-present button';
const CARDS = { ArrowLeft: '.st-key-lesson-back button', ArrowRight: '.st-key-lesson-next button' };
const OPEN = `.explanation:not([hidden]), .values:not([hidden]), [data-testid=stPopoverBody], ${DIALOG}`;
const present = window.bpttLabPresent ??= { on: new URLSearchParams(location.search).get('present') === '1', zoom: 1 };

// The zoom of a window; a phone has none, nor has it the sizes that page.css gives to what is presented.
function zoomOf({ innerWidth, innerHeight }) {
  return innerWidth < 700 || innerHeight < 500 ? 1 : Math.max(PRESENTED.least, Math.min(innerWidth / PRESENTED.width, innerHeight / PRESENTED.height));
}

function showPresent() {
  present.zoom = present.on ? zoomOf(window) : 1;
  document.documentElement.toggleAttribute('data-present', present.on);
  document.documentElement.style.setProperty('--zoom', present.zoom);
  document.querySelector(PRESENT_BUTTON)?.setAttribute('aria-pressed', String(present.on));
}

// `changed()` is called after each change, once for all stages of the page's life.
function followPresent(changed) {
  const set = (on) => { present.on = on; showPresent(); changed(); };
  showPresent();
  window.addEventListener('resize', () => { if (present.on) { showPresent(); changed(); } });
  document.addEventListener('click', ({ target }) => { if (target.closest?.(PRESENT_BUTTON)) set(!present.on); }, true);
  document.addEventListener('keydown', (event) => {
    if (event.repeat || event.shiftKey || !reachesStage(event, event.key in CARDS ? ARROWED : TYPING)) return;
    const leaves = present.on && !document.querySelector(OPEN);
    if (event.key === 'p' || event.key === 'P') leaves || !present.on ? set(!present.on) : closeOpen(event.target);
    else if (!present.on) return;
    else if (event.key === 'Escape' && leaves) set(false);
    else if (!document.querySelector(CARDS[event.key])) return;
    else turnTo(document.querySelector(CARDS[event.key]));
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
}

// What is open is closed first, as by Escape.
function closeOpen(target) {
  target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
}

function turnTo(button) {
  if (!button.disabled) button.click();
}

// Plotly takes the pointer's place from the window, which a zoom does not change; it asks for the scale before it does.
function underZoom({ _fullLayout: layout }) {
  if (!layout) return;
  const own = layout._calcInverseTransform;
  layout._calcInverseTransform = (plot) => {
    own(plot);
    const part = 1 / present.zoom, now = plot._fullLayout;
    now._invTransform = [[part, 0, 0, 0], [0, part, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]];
    now._invScaleX = now._invScaleY = part;
  };
}
