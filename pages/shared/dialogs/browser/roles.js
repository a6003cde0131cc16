// Roles: the columns of a file, one below the other, with their first cells and a radio group for the role of each.

const pickers = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector('.roles');
  if (!pickers.has(root)) pickers.set(root, new Picker(root, data));
  pickers.get(root).receive(data, (changes) => setStateValue('changes', changes));
}

class Picker {
  constructor(root, { columns, roles, places }) {
    this.changes = null;
    this.rows = columns.map((column, place) => this.row(column, place, roles));
    const cells = places.map((place) => made('span', 'cell', place));
    const head = made('div', 'head', made('span', 'name', 'Column'), made('span', 'choices', 'Role'), made('span', 'cells', ...cells));
    head.setAttribute('aria-hidden', 'true');
    root.replaceChildren(head, ...this.rows.map(({ node }) => node));
  }

  row({ name, cells }, place, roles) {
    const title = made('span', 'name', name), why = made('p', 'why');
    title.id = `roles-name-${place}`;
    title.title = name;
    const radios = Object.entries(roles).map(([role, label]) => {
      const radio = Object.assign(document.createElement('input'), { type: 'radio', name: `roles-${place}`, value: role });
      radio.addEventListener('change', () => this.choose(place, role));
      return { radio, label: made('label', 'role', radio, made('span', '', label)) };
    });
    const choices = made('div', 'choices', ...radios.map(({ label }) => label));
    choices.setAttribute('role', 'radiogroup');
    why.id = `roles-why-${place}`;
    choices.setAttribute('aria-labelledby', title.id);
    choices.setAttribute('aria-describedby', why.id);
    const first = made('span', 'cells', ...cells.map((cell) => Object.assign(made('span', 'cell', cell), { title: cell })));
    return { node: made('div', 'column', title, choices, first, why), why, radios: radios.map(({ radio }) => radio) };
  }

  // Several choices for one column in a row count as the last one, so that arrow keys may pass over a role.
  choose(place, role) {
    const { n, list } = this.changes;
    const before = list.at(-1)?.[0] === place ? list.slice(0, -1) : list;
    this.changes = { n: n + 1, list: [...before, [place, role]] };
    this.tell(this.changes);
  }

  // A message that is older than the last choice would show the state before it.
  receive({ changes, chosen, whys }, tell) {
    this.tell = tell;
    if (this.changes && changes.n < this.changes.n) return;
    this.changes = changes;
    this.rows.forEach(({ node, why, radios }, place) => {
      node.dataset.role = chosen[place];
      for (const radio of radios) radio.checked = radio.value === chosen[place];
      why.textContent = whys[place];
    });
  }
}

function made(tag, className, ...children) {
  const node = Object.assign(document.createElement(tag), { className });
  node.append(...children);
  return node;
}
