// Keys: who gets them. A field that is typed into keeps them, and an open dialog; all others reach the stage.

const TYPING = 'input:not([type=range]), textarea, select, [contenteditable], [role=textbox], [role=combobox], [role=slider]';
const ARROWED = `${TYPING}, input, [role=radio], [role=tab]`;
const PRESSED = 'button, summary, [role=button], [role=radio], [role=tab]';
const DIALOG = '[data-testid=stDialog]';

// Whether a key acts on the stage; `owners` keep it for themselves.
function reachesStage(event, owners) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector(DIALOG)) return false;
  return !event.target.closest?.(owners);
}

const holdsKeys = (focused) => focused?.matches(PRESSED) && !focused.matches('[aria-haspopup]') && !focused.closest('.stage, [role=dialog]');

// After a click on a button of the page, and when a dialog closes, keys go to the stage and not to that button again.
// A button that was reached and pressed by keys keeps them, and a finger has none: both are no clicks of a mouse.
function giveKeysBack(toStage) {
  document.addEventListener('click', ({ pointerType }) => {
    if (pointerType === 'mouse') setTimeout(() => { if (holdsKeys(document.activeElement)) toStage(); });
  }, true); // React stops some on their way up
  new MutationObserver((changes) => {
    const closed = changes.some(({ removedNodes }) => [...removedNodes].some((node) => node.matches?.(DIALOG)));
    if (closed && !document.querySelector(DIALOG)) toStage();
  }).observe(document.body, { childList: true });
}
