// Elements: helpers that create DOM nodes. Text is always set as text, never parsed as HTML.

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

// Replace the children. If the focused one is removed, the focus goes to a remaining button, else to the epoch slider.
function replaceParts(place, parts) {
  const held = place.contains(document.activeElement) ? document.activeElement : null;
  place.replaceChildren(...parts);
  if (!held) return;
  const next = place.contains(held) ? held : place.querySelector('button') ?? place.closest('.stage')?.querySelector('input[type=range]');
  next?.focus();
}

// A button with a keyboard shortcut; label and key are both shown.
function keyed(label, key, shortcut, onclick) {
  const button = element('button', { type: 'button', onclick }, label, ' ', element('kbd', { textContent: key }));
  button.setAttribute('aria-keyshortcuts', shortcut);
  return button;
}

// Set text in which h_t, W_hh and h<sub>t</sub> get subscripts; nothing is parsed as HTML.
function typeset(node, text) {
  if (node.dataset.text === text) return;
  node.dataset.text = text;
  node.replaceChildren(...text.replace(/(?<=\d) × (?=10)/g, '\u00a0×\u00a0').split(/((?<=\b[hayWb])_[a-z0]{1,2}\b|<su[bp]>[^<>]*<\/su[bp]>)/).map((part) => {
    const below = part.match(/^_([a-z0]+)$/) ?? part.match(/^<sub>([^<>]*)<\/sub>$/);
    const above = part.match(/^<sup>([^<>]*)<\/sup>$/);
    if (above) return element('sup', { textContent: above[1] });
    return below ? element('sub', { textContent: below[1] }) : part;
  }));
}
