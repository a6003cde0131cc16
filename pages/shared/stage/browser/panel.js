// Panel: a card of equations, with small arrays as tables and large ones as images.

class Panel {
  constructor(name) {
    Object.assign(this, { title: element('h2', { id: `panel-${name}` }), said: element('p', { className: 'says' }), plot: element('div', { className: 'equations' }), read: element('p', { className: 'read' }) });
    this.place = element('figure', { className: 'panel' }, element('header', {}, this.title, this.said), this.plot, this.read);
    this.place.dataset.panel = name;
    this.place.setAttribute('aria-labelledby', this.title.id);
  }

  startOver() {
    this.figure = null;
  }

  close() {
    this.place.remove();
  }

  paint(figure, look) {
    if (this.figure === figure && this.look === look.name) return;
    Object.assign(this, { figure, look: look.name });
    const { title, read, said, panel } = figure.layout.meta;
    typeset(this.title, title);
    typeset(this.said, said);
    typeset(this.read, read);
    this.plot.replaceChildren(...blocks(panel, figure.data, look));
  }
}

// Consecutive brief equations share a block and its lines of code.
function blocks(equations, data, look) {
  const made = [];
  let group = null;
  for (const equation of equations) {
    const drawn = block(equation, data, look);
    if (!equation.brief) group = null;
    else if (!group) made.push(group = element('section', { className: 'brief' }, element('div'), code([], [])));
    if (!group) made.push(drawn);
    else {
      group.firstChild.append(drawn);
      const [plain, source] = group.lastChild.children;
      plain.textContent += `${equation.plain.join('\n')}\n`;
      source.textContent += `${equation.source.join('\n')}\n`;
    }
  }
  return made;
}

function block({ text, parts, written, plain, source, note, brief }, data, look) {
  const words = (className, content) => {
    const node = element(className === 'symbols' ? 'h3' : 'p', { className });
    typeset(node, content);
    return node;
  };
  const numbers = element('div', { className: 'numbers' }, ...parts.map((part) => (typeof part === 'string' ? sign(part) : matrix(part, data[part.trace], look))));
  if (brief) {
    const [result, rest] = text.split(/ (?=\+?= )/);
    return element('div', {}, words('symbols', result), words('written', rest), numbers);
  }
  return element('section', {}, words('symbols', text), numbers, ...(written ? [words('written', written)] : []), ...(note ? [words('note', note)] : []), code(plain, source));
}

// The step in plain NumPy, and the lines of the app's code beside it.
function code(plain, source) {
  const lines = (className, title, text) => element('code', { className, title, textContent: text.join('\n') });
  return element('div', { className: 'code' }, lines('plain', 'This step in plain NumPy', plain), lines('source', 'The lines of the app that compute this', source));
}

function sign(text) {
  const node = element('span', { className: 'sign' });
  typeset(node, text);
  return node;
}

// An array under its name, as a table of its entries or as an image; one number alone has its power of ten beside it.
function matrix({ whole, power, digits, under, row }, { name, z, zmin, zmax, meta }, look) {
  const rows = matrixOf(z);
  const colour = (value) => look.between(meta, value, zmin, zmax);
  const label = element('span', { className: 'name' });
  const alone = rows.length === 1 && rows[0].length === 1, times = power ? `10<sup>${String(power).replace('-', '−')}</sup>` : '';
  typeset(label, times && !alone ? `${name} · ${times}` : name);
  const body = whole ? table(rows, (value) => `${digitsOf(value, power, digits)}${times && alone && value ? `·${times}` : ''}`, colour, row) : picture(rows, colour, row);
  (body.querySelector('canvas') ?? body).setAttribute('aria-label', `${name.replace(/<[^>]*>/g, '')}: ${counted(rows.length, 'row')}, ${counted(rows[0].length, 'column')}`);
  return element('div', { className: 'matrix' }, label, body, element('span', { className: 'under', textContent: under }));
}

function counted(count, word) {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function table(rows, written, colour, marked) {
  return element('table', {}, element('tbody', {}, ...rows.map((values, i) => element('tr', { className: i === marked ? 'marked' : '' }, ...[...values].map((value) => {
    const { fill, ink } = colour(value);
    const cell = element('td');
    typeset(cell, written(value));
    Object.assign(cell.style, { background: fill, color: ink });
    return cell;
  })))));
}

function picture(rows, colour, marked) {
  const canvas = element('canvas', { width: rows[0].length, height: rows.length });
  const across = Math.min(10, Math.max(1.25, 160 / rows[0].length)), down = Math.min(10, Math.max(0.75, 96 / rows.length));
  Object.assign(canvas.style, { width: `${Math.max(14, rows[0].length * across)}px`, height: `clamp(14px, calc(7vh / var(--zoom, 1)), ${Math.max(14, rows.length * down)}px)` }); // all of a backward step fits a screen
  canvas.setAttribute('role', 'img');
  const brush = canvas.getContext('2d');
  rows.forEach((values, i) => values.forEach((value, j) => {
    brush.fillStyle = colour(value).fill;
    brush.fillRect(j, i, 1, 1);
  }));
  const place = element('div', { className: 'picture' }, canvas);
  if (marked !== undefined) {
    const mark = element('i');
    Object.assign(mark.style, { top: `${(100 * marked) / rows.length}%`, height: `${100 / rows.length}%` });
    place.append(mark);
  }
  return place;
}

function digitsOf(value, power, digits) {
  if (!Number.isFinite(value)) return '∞';
  const text = (value / 10 ** power).toFixed(digits);
  return Number(text) ? text.replace('-', '−') : (0).toFixed(digits);
}

// A packed array of two axes as rows.
function matrixOf(packed) {
  const [count, columns] = packed.shape.split(',').map(Number);
  const values = array(packed);
  return Array.from({ length: count }, (_, i) => values.subarray(i * columns, (i + 1) * columns));
}
