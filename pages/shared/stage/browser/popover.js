// Popover: Tab leads from its button into what it opens, and from there back; in the page it stands behind everything else.

function followPopovers() {
  document.addEventListener('keydown', (event) => {
    const body = document.querySelector('[data-testid=stPopoverBody]');
    const opener = document.querySelector('[data-testid=stPopoverButton][aria-expanded=true]');
    if (event.key !== 'Tab' || !body || !opener) return;
    const stops = stopsIn(body), { activeElement } = document;
    if (activeElement === opener && !event.shiftKey && stops.length) {
      stops[0].focus();
      event.preventDefault();
    } else if (activeElement === (event.shiftKey ? stops[0] : stops.at(-1))) {
      opener.focus(); // forwards, the key itself goes on to the stop after it
      if (event.shiftKey) event.preventDefault();
    }
  }, true);
}
