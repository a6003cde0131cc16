// Lesson focus: where the control that has the focus is taken away or switched off (an answer is given, the first card is
// reached), the focus goes to the heading of the card and not back to the top of the page.

function watchLessonFocus() {
  document.addEventListener('pointerdown', () => { lab.held = null; }, true);
  document.addEventListener('focusin', ({ target }) => {
    lab.held = target.closest('.st-key-lesson-card, .st-key-lesson-way') ? target : null;
  });
}

function keepLessonFocus() {
  const { held } = lab;
  if (!held || document.activeElement !== document.body || (held.isConnected && !held.disabled)) return;
  const heading = document.querySelector('.st-key-lesson-card h2');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
