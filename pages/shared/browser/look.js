// Look: colours and fonts are Streamlit's, so that a switch of its theme is followed.

const CATEGORY = {
  loss: 0, shown: 0, band: 0, target: 0, prediction: 1, gradient: 2, 'gradient before tanh': 3, 'held out': 1, parent: 4,
  'gradient band': 2, clipped: 1, weights: 0, slopes: 1, eigenvalues: 0, trail: 1, W_xh: 0, W_hh: 2, W_hy: 1, b_h: 3,
};

class Look {
  // Reads the colours of the page again; says whether they are others than before.
  follow(root) {
    const style = getComputedStyle(root);
    const value = (name) => style.getPropertyValue(`--st-${name}`).trim();
    const name = ['background-color', 'text-color', 'border-color', 'chart-categorical-colors', 'font'].map(value).join('|');
    if (name === this.name) return false;
    const scale = (name) => value(name).split(',').map((colour, i, all) => [i / (all.length - 1), colour]);
    this.name = name;
    this.colours = value('chart-categorical-colors').split(',');
    this.scales = { diverging: scale('chart-diverging-colors'), sequential: scale('chart-sequential-colors') };
    this.scales.decades = this.scales.sequential;
    this.template = template(value);
    return true;
  }

  // A trace says what it is (its meta), and gets the colour of that.
  coloured(trace) {
    if (trace.type === 'heatmap') return { ...trace, colorscale: this.scales[trace.meta], showscale: false };
    const colour = this.colours[CATEGORY[trace.meta] ?? 4];
    const band = trace.meta?.endsWith('band') ? { line: { width: 0, color: `${colour}33` }, fillcolor: `${colour}33` } : {};
    return { ...trace, line: { ...trace.line, color: colour }, marker: { ...trace.marker, color: colour }, ...band };
  }
}


function lineKey({ name, mode, line, fill }) {
  const swatch = element('i', { className: mode === 'markers' ? 'mark' : fill ? 'band' : `line ${line.dash ?? 'solid'}` });
  swatch.style.color = line.color;
  const words = element('span');
  typeset(words, name);
  return element('span', {}, swatch, words);
}

// A scale of decades holds the powers of ten.
function scaleKey({ zmin, zmax, colorscale, meta }) {
  const bar = element('i', { className: 'scale' });
  bar.style.background = `linear-gradient(to right, ${colorscale.map(([, colour]) => colour).join(', ')})`;
  const [low, high] = [zmin, zmax].map((end) => meta === 'decades' ? `10${raised(end)}` : String(end).replace('-', '−'));
  return element('span', {}, low, bar, high);
}

function raised(power) {
  return String(power).replace(/./g, (letter) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(letter)]);
}

function template(value) {
  const axis = {
    gridcolor: value('border-color'), linecolor: value('border-color'), zerolinecolor: value('border-color'), zerolinewidth: 1, ticks: '',
    title: { standoff: 6, font: { size: 12 } }, tickfont: { size: 11 },
  };
  return {
    layout: {
      paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', font: { family: value('font'), color: value('text-color'), size: 12 },
      xaxis: axis, yaxis: axis, margin: { l: 56, r: 14, t: 8, b: 38 }, showlegend: false, hovermode: 'closest', dragmode: 'zoom',
      hoverlabel: { bgcolor: value('secondary-background-color'), bordercolor: value('border-color'), font: { color: value('text-color'), size: 12 } },
      shapedefaults: { line: { color: value('text-color') }, opacity: 0.6 }, annotationdefaults: { font: { size: 11 } },
    },
  };
}
