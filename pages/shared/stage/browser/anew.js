// Anew: what happens to a page whose run the server does not have any more. It opens its own address once more, which
// holds the experiment, and says why the run is gone.

const LOST = 'bptt-lab-lost';
const BEGINS_ANEW = 'The server restarted, or the connection was lost for too long. The run starts over.';

class Anew {
  constructor() {
    this.words = element('span', { textContent: BEGINS_ANEW });
    this.words.setAttribute('role', 'status');
    const dismiss = element('button', { type: 'button', textContent: 'Dismiss', onclick: () => this.forget() });
    this.place = element('div', { className: 'anew', hidden: !taken(LOST) }, this.words, dismiss);
  }

  // `visitor` is another one when the server has made this page a new session.
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

// A browser may refuse to keep anything; the page then opens without the words.
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
