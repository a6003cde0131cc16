// Figure: a single chart outside of the stage, such as in a dialog; drawn anew when it or the theme changes.

const figures = new WeakMap();

export function figure({ data, parentElement }) {
  const root = parentElement.querySelector('.figure');
  if (!figures.has(root)) figures.set(root, new SingleFigure(root));
  const single = figures.get(root);
  single.show(data);
  return () => { figures.delete(root); single.close(); };
}

class SingleFigure {
  constructor(root) {
    Object.assign(this, { root, look: new Look(), zoom: {} });
    this.chart = new Chart('plot', this.zoom, () => {}, () => {});
    this.said = element('p', { className: 'said' });
    this.scrolled = element('div', { className: 'scrolled' }, this.chart.plot);
    this.scrolled.setAttribute('role', 'group');
    root.replaceChildren(this.scrolled, this.said);
    this.watch = setInterval(() => this.paint(), LOOK_AGAIN);
  }

  show({ figure, height, plotly }) {
    if (this.range !== String(figure.layout.xaxis.range)) { delete this.zoom.xaxis; delete this.zoom.yaxis; }
    Object.assign(this, { figure, range: String(figure.layout.xaxis.range), fresh: true });
    this.chart.plot.style.height = `${height}px`;
    this.scrolled.setAttribute('aria-label', `${figure.layout.meta.title}. ${figure.layout.meta.read}`);
    this.scrolled.tabIndex = 0; // to be scrolled by keys
    this.said.textContent = figure.layout.meta.said;
    loadPlotly(plotly).then((Plotly) => { this.Plotly = Plotly; this.paint(); });
  }

  paint() {
    const changed = this.look.follow(this.root);
    if (!this.Plotly || this.closed || !(changed || this.fresh)) return;
    this.fresh = false;
    this.chart.paint(this.figure, this.look, this.Plotly);
  }

  close() {
    this.closed = true;
    clearInterval(this.watch);
    this.chart.close();
  }
}
