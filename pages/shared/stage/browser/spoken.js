// Spoken: announces to screen readers the results of user actions and the messages of the page, but not the numbers that
// change while training.

const CALM = 400; // ms for which words must be unchanged before they are announced
const LONGEST = 300; // letters of a message that are announced
// What the page says beside a field, in a dialog, of a link, and of an answer: Streamlit announces none of it.
const MESSAGES = [...['problem-', 'hint-'].map((key) => `[class*="st-key-${key}"]`), '.st-key-table-reading', '.st-key-text-reading', '.st-key-file-reading']
  .flatMap((place) => [`${place} [data-testid=stText]`, `${place} [data-testid=stCaptionContainer]`])
  .concat('.st-key-lesson-card [data-testid=stHeading]', '.st-key-lesson-question [data-testid=stMarkdown]').join();

// The one live region, outside of what an open dialog hides: react-aria leaves out what has this attribute.
function liveRegion() {
  if (lab.live?.isConnected) return lab.live;
  lab.live = element('p', { className: 'spoken' });
  lab.live.setAttribute('role', 'status');
  lab.live.dataset.liveAnnouncer = 'true';
  lab.live.style.cssText = 'position: fixed; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap';
  return document.body.appendChild(lab.live);
}

class Spoken {
  // `page` is the name of the page if another one was shown before.
  constructor(page) {
    Object.assign(this, { page, parts: [], next: [], news: '', waiting: [], heard: [], place: liveRegion() });
  }

  close() {
    clearTimeout(this.later);
  }

  // Announce "running" while training, and when idle the parts that changed since the last announcement.
  follow({ epoch, readouts, said, remedy, figures }, seeking) {
    if (seeking) return;
    const panel = Object.values(figures).map((figure) => figure.layout.meta).find((meta) => meta.panel);
    const resting = [`${readouts.state}: epoch ${epoch}, loss ${readouts.loss}.`, said, remedy ? `Button: ${remedy.label}.` : '', panel ? `${panel.title}. ${panel.said}` : ''];
    const next = [this.page && `Page ${this.page}.`, ...(readouts.state === 'running' ? ['running'] : resting)];
    const news = next.filter((part, i) => part !== this.parts[i]).join(' ').trim();
    if (news === this.news) return;
    Object.assign(this, { next, news });
    this.soon();
  }

  // Announce the messages that were not there before.
  listen() {
    const messages = [...document.querySelectorAll(MESSAGES)].filter((place) => place.checkVisibility()).map((place) => place.textContent.trim().slice(0, LONGEST)).filter(Boolean);
    for (const message of messages) if (!this.heard.includes(message)) this.say(message);
    this.heard = messages;
  }

  // Announce words, with all else that waits for it.
  say(words) {
    this.waiting.push(words);
    this.soon();
  }

  // Wait until nothing was added for a while.
  soon() {
    clearTimeout(this.later);
    if (this.news || this.waiting.length) this.later = setTimeout(() => this.speak(), CALM);
  }

  speak() {
    typeset(this.place, [...this.waiting, this.news].filter(Boolean).join(' '));
    if (this.news) this.parts = this.next;
    Object.assign(this, { news: '', waiting: [] });
  }
}
