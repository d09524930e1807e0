// What answers the hand in a chart of Plotly: a click goes where the point's name goes, a narrow card gets its own layout,
// paper its own width, and a point and its row in the card are lit together. Works on every figure that stands on the page.
const NARROW = 520, PAPER = 690, FIGURE = '.js-plotly-plot';

// The last item of customdata is the address; what leads nowhere has ''. An area is no point: it is its whole trace.
const addressOf = point => {
  const facts = point?.customdata ?? point?.data?.customdata?.[0];
  return Array.isArray(facts) ? facts.at(-1) : '';
};
const rowOf = point => point?.id ?? point?.data?.meta?.row;

// A point lights its row in the card; an area what is the same thing anywhere on the page, such as its district in a table.
function lightRow(figure, point, on) {
  const id = rowOf(point), within = point?.id === undefined ? document : figure.closest('[class*=st-key-card-]');
  if (id === undefined) return;
  for (const row of within?.querySelectorAll(`[data-row="${CSS.escape(id)}"]`) ?? []) row.classList.toggle('tb-lit', on);
}

function lightAreas(id) {
  for (const figure of document.querySelectorAll(FIGURE))
    for (const { uid, meta } of figure._fullData ?? [])
      if (meta?.row !== undefined) figure.querySelector(`.trace${uid}`)?.classList.toggle('tb-lit', meta.row === id);
}

function attend(figure) {
  if (figure.townbase || !figure.on) return;
  figure.townbase = true;
  figure.on('plotly_click', event => {
    const address = addressOf(event.points[0]);
    if (address) go(new URL(address, document.baseURI).href);
  });
  figure.on('plotly_hover', event => {
    const point = event.points[0];
    figure.style.cursor = '';
    figure.querySelector('.draglayer')?.classList.toggle('tb-leads', !!addressOf(point));
    lightRow(figure, point, true);
  });
  figure.on('plotly_unhover', event => {
    figure.querySelector('.draglayer')?.classList.remove('tb-leads');
    lightRow(figure, event.points[0], false);
  });
  // The chart library draws again on a new width of its own; what a narrow card changes is put on after it.
  figure.on('plotly_afterplot', () => fit(figure));
  fit(figure);
}

// The update that a narrow card gets stands in layout.meta.narrow; what it replaces is kept to be put back.
function fit(figure) {
  const own = figure.layout?.meta?.narrow;
  if (!own || figure.fitting || !window.Plotly) return;
  const narrow = figure.clientWidth > 0 && figure.clientWidth < NARROW;
  if (narrow === (figure.narrowed === figure.layout.meta)) return narrow && heighten(figure, own.layout?.height);
  const wide = figure.wide ??= {};
  if (narrow) {
    wide.layout = taken(figure.layout, own.layout ?? {});
    wide.data = Object.fromEntries(Object.keys(own.data ?? {}).map(key => [key, figure.data.map(trace => read(trace, key) ?? null)]));
  }
  figure.narrowed = narrow ? figure.layout.meta : null;
  figure.fitting = true;
  const { data, layout } = narrow ? { data: own.data ?? {}, layout: own.layout ?? {} } : wide;
  window.Plotly.update(figure, structuredClone(data), structuredClone(layout)).finally(() => { figure.fitting = false; });
}

// Streamlit sets the figure's own height again whenever the width changes.
function heighten(figure, height) {
  if (height && figure.layout.height !== height) window.Plotly.relayout(figure, { height });
}

const read = (from, path) => path.split(/[.[\]]+/).filter(Boolean).reduce((at, key) => at?.[key], from);
const taken = (layout, own) => Object.fromEntries(Object.keys(own).map(path => [path, structuredClone(read(layout, path) ?? null)]));

// Browsers lay nothing out again for print that a script has drawn.
function forPaper(on) {
  for (const figure of document.querySelectorAll(FIGURE))
    window.Plotly?.relayout(figure, on ? { width: Math.min(PAPER, figure.clientWidth || PAPER), autosize: false } : { width: null, autosize: true });
}

// A row that has a point of its own in the card lights it.
function lightPoint(event) {
  if (!event.target.closest?.(FIGURE)) lightAreas(event.type === 'pointerover' ? event.target.closest?.('[data-row]')?.dataset.row : undefined);
  const row = event.target.closest?.('[data-row]'), figure = row?.closest('[class*=st-key-card-]')?.querySelector(FIGURE);
  if (!figure?.data || !window.Plotly) return;
  const found = figure.data.flatMap((trace, curve) => (trace.ids ?? []).flatMap((id, nth) => id === row.dataset.row ? [{ curveNumber: curve, pointNumber: nth }] : []));
  if (event.type === 'pointerover' && found.length) window.Plotly.Fx.hover(figure, found.slice(0, 1));
  else window.Plotly.Fx.unhover(figure);
}

function installPlots() {
  const see = () => document.querySelectorAll(FIGURE).forEach(attend);
  document.addEventListener('pointerover', event => { see(); lightPoint(event); }, { capture: true, passive: true });
  document.addEventListener('pointerout', lightPoint, { capture: true, passive: true });
  new MutationObserver(see).observe(document.body, { childList: true, subtree: true });
  addEventListener('resize', () => document.querySelectorAll(FIGURE).forEach(fit));
  addEventListener('beforeprint', () => forPaper(true));
  addEventListener('afterprint', () => forPaper(false));
  see();
}
