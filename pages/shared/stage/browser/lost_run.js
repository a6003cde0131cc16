// Lost run: handles a run that the server no longer has. The page reloads its own address, which holds the experiment,
// and says why the run starts over.

const LOST = 'bptt-lab-lost';
const STARTS_OVER = 'The server restarted, or the connection was lost for too long. The run starts over.';

class LostRun {
  constructor() {
    this.words = element('span', { textContent: STARTS_OVER });
    this.words.setAttribute('role', 'status');
    const dismiss = element('button', { type: 'button', textContent: 'Dismiss', onclick: () => this.forget() });
    this.place = element('div', { className: 'lost-run', hidden: !taken(LOST) }, this.words, dismiss);
  }

  // `visitor` differs when the server has created a new session for this page.
  check(visitor) {
    lab.visitor ??= visitor;
    if (lab.visitor === visitor) return;
    lab.visitor = visitor;
    keep(LOST);
    location.reload();
  }

  forget() {
    this.place.hidden = true;
  }
}

// A browser may refuse storage; the page then reloads without the message.
function keep(name) {
  try { sessionStorage.setItem(name, 'yes'); } catch { /* refused */ }
}

function taken(name) {
  try {
    const kept = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return kept !== null;
  } catch {
    return false;
  }
}
