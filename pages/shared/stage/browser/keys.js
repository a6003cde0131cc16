// Keys: text fields and an open dialog keep their keys; all others reach the stage.

const TYPING = 'input:not([type=range]), textarea, select, [contenteditable], [role=textbox], [role=combobox], [role=slider]';
const ARROWED = `${TYPING}, input, [role=radio], [role=tab]`;
const PRESSED = 'button, summary, [role=button], [role=radio], [role=tab]';
const DIALOG = '[data-testid=stDialog]';
const LEAVING = ['Close', 'Cancel', 'Dismiss']; // the last one is there for screen readers alone
const keys = window.bpttLabKeys ??= { letters: true }; // letters and digits may be switched off: who speaks or types with a tremor hits them unwillingly

// Whether a key acts on the stage; elements that match `owners` keep it.
function reachesStage(event, owners) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector(DIALOG)) return false;
  if (!keys.letters && event.key.length === 1 && event.key !== ' ') return false;
  return !event.target.closest?.(owners);
}

const holdsKeys = (focused) => focused?.matches(PRESSED) && !focused.matches('[aria-haspopup]') && !focused.closest('.stage, [role=dialog]');

// Move the focus to the stage after a mouse click on a button of the page and when a dialog closes, so that Space does
// not press that button again. A button that was pressed by keyboard or touch keeps the focus, and gets it back from a
// dialog that was left without a choice.
function giveKeysBack(toStage) {
  let opener = null, chosen = false, owed = false;
  document.addEventListener('click', ({ pointerType, detail, target }) => {
    if (pointerType === 'mouse') setTimeout(() => { if (holdsKeys(document.activeElement)) toStage(); });
    const button = target.closest?.('button');
    if (target.closest?.(DIALOG)) chosen = Boolean(button) && !LEAVING.includes(button.ariaLabel ?? button.textContent.trim());
    else [opener, chosen] = [detail || !button ? null : new Held(button), false];
  }, true); // capture, since React stops some events from bubbling
  document.addEventListener('keydown', ({ key }) => { if (key === 'Escape') chosen = false; }, true);
  const pay = () => {
    if (!owed || document.querySelector(`${DIALOG}, [inert] .stage`)) return;
    owed = false;
    const back = chosen ? null : opener?.again();
    if (back) back.focus({ preventScroll: true });
    else toStage();
  };
  new MutationObserver((changes) => {
    owed ||= changes.some(({ removedNodes }) => [...removedNodes].some((node) => node.matches?.(DIALOG)));
    pay();
  }).observe(document.body, { childList: true });
  // The page behind a dialog is inert, on a busy machine for a moment longer than the dialog is there.
  for (const part of document.body.children) new MutationObserver(pay).observe(part, { attributeFilter: ['inert'] });
}
