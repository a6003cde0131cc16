// Lost run: handles a run that the server no longer has. The page reloads its own address, which holds the experiment,
// and says why the run starts over.

const LOST = 'bptt-lab-lost';
const STARTS_OVER = 'The server restarted, or the connection was lost for too long. The run starts over.';
const ALSO_LOST = {
  kept: 'The runs that you kept are gone. If you saved them, open their file on the page Compare.',
  experiment: 'The experiment was too long to come back. If you saved it, open its file under Link and files.',
};

class LostRun {
  constructor() {
    const lost = taken(LOST);
    const also = (lost ?? '').split(',').map((name) => ALSO_LOST[name]).filter(Boolean);
    this.words = element('span', { textContent: [STARTS_OVER, ...also].join(' ') });
    this.words.setAttribute('role', 'status');
    const dismiss = element('button', { type: 'button', textContent: 'Dismiss', onclick: () => this.forget() });
    this.place = element('div', { className: 'lost-run', hidden: lost === null }, this.words, dismiss);
  }

  // Whether the server has created a new session for this page: another visitor. The page then reloads.
  isOther({ visitor, kept }) {
    if (lab.reloads) return true;
    lab.visitor ??= visitor;
    if (lab.visitor === visitor) {
      lab.kept = kept;
      return false;
    }
    lab.reloads = true;
    const { query, file } = history.state ?? {};
    keep(LOST, ['run', lab.kept ? 'kept' : '', query === null && !file ? 'experiment' : ''].join());
    location.reload();
    return true;
  }

  forget() {
    this.place.hidden = true;
  }
}

// A browser may refuse storage; the page then reloads without the message.
function keep(name, value) {
  try { sessionStorage.setItem(name, value); } catch { /* refused */ }
}

function taken(name) {
  try {
    const kept = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return kept;
  } catch {
    return null;
  }
}
