// Link: keeps the experiment in the address bar; a button copies the address with the epoch shown.

const COPY = 'Copy link', COPIED = 'Copied';
const TOO_LONG = 'This experiment is too long for a link. Save it as a file under Link and files, at the end of the sidebar.';
const BY_HAND = 'This browser blocks the button. Press Ctrl+C to copy the link.';

class Link {
  // `shown()` returns the epoch on the screen; `speak(words)` announces words to a screen reader.
  constructor(shown, speak) {
    Object.assign(this, { shown, speak });
    this.button = element('button', { type: 'button', className: 'copy', textContent: COPY, onclick: () => this.copy() });
    this.words = element('span');
    this.field = element('input', { type: 'text', readOnly: true });
    this.field.setAttribute('aria-label', 'Link');
    this.place = element('div', { className: 'link', hidden: true }, this.words, this.field);
  }

  update({ query, most, run, lesson, hidden }) {
    if (query !== this.query) this.place.hidden = true;
    Object.assign(this, { query, most, lesson, hidden });
    this.button.title = query === null ? TOO_LONG : 'Copy a link to this experiment at the epoch shown';
    this.run = run;
    this.write();
  }

  write() {
    if (this.run) writeAddress(this.address(this.query ?? ''), { run: this.run, query: this.query });
  }

  // Streamlit's own parameters (embed, embed_options) stay in the address.
  address(query) {
    const own = [...new URLSearchParams(location.search)].filter(([key]) => key.startsWith('embed'));
    const search = [query, this.lesson, this.hidden, present.on ? 'present=1' : '', new URLSearchParams(own)].filter(String).join('&');
    return location.origin + location.pathname + (search && `?${search}`) + location.hash;
  }

  async copy() {
    if (this.query === null) return this.say(TOO_LONG);
    const epoch = this.shown();
    const address = this.address(epoch && epoch <= this.most ? `${this.query || 'v=1'}&epoch=${epoch}` : this.query);
    try {
      await navigator.clipboard.writeText(address); // missing on a page without https
    } catch {
      this.say(BY_HAND, address);
      this.field.select();
      return;
    }
    this.place.hidden = true;
    this.button.textContent = COPIED;
    this.speak(COPIED);
    clearTimeout(this.later);
    this.later = setTimeout(() => { this.button.textContent = COPY; }, 2000);
  }

  say(words, address = '') {
    this.place.hidden = false;
    this.words.textContent = words;
    this.speak(words);
    Object.assign(this.field, { value: address, hidden: !address });
  }
}
