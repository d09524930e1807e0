// A chart that Plotly drew in the card, once more for the paper: its own figure at the paper's width, in the paper's ink.
// The figure carries no theme of the screen; text follows the theme there by the sheet alone.
const PLOT = WIDTHS[0] - 2 * MARGIN;

async function plotted(page, plot, slide) {
  const made = page.createElement('img'), high = await draw(made, plot, PLOT);
  const larger = slide ? Math.min((SLIDE_WIDE - 84) / PLOT, 480 / high) : 1;
  made.width = PLOT * larger;
  made.height = high * larger;
  made.townbasePlot = plot;
  return made;
}

async function draw(image, plot, width) {
  const { data, layout } = unfolded(plot);
  Object.assign(layout, { width, autosize: false, font: { ...layout.font, family: FONT.replaceAll("'", '') } });
  image.src = named(await window.Plotly.toImage({ data, layout }, { format: 'svg', width, height: layout.height }));
  Object.assign(image, { width, height: layout.height });
  return layout.height;
}

// Beside a table that needs the wide paper a chart takes the same width.
async function widened(page, width) {
  for (const image of page.images) {
    if (!image.townbasePlot) continue;
    await draw(image, image.townbasePlot, width);
    await image.decode();
  }
}

// What a narrow card changed (plots.js) is taken back: the paper has the room that a phone lacks.
function unfolded(plot) {
  const { data, layout } = structuredClone({ data: plot.data, layout: plot.layout });
  if (plot.narrowed) {
    for (const [path, value] of Object.entries(plot.wide?.layout ?? {})) put(layout, path, value);
    for (const [path, values] of Object.entries(plot.wide?.data ?? {})) data.forEach((trace, at) => put(trace, path, values[at]));
  }
  return { data, layout };
}

function put(into, path, value) {
  const steps = path.split(/[.[\]]+/).filter(Boolean), last = steps.pop();
  steps.reduce((at, step) => at[step] ??= {}, into)[last] = structuredClone(value);
}

// Plotly draws by lot what it calls the chart and each trace; the same chart is to give the same file.
function named(address) {
  const drawn = decodeURIComponent(address), lots = [...drawn.matchAll(/id="topdefs-([0-9a-f]{6})"|class="trace \w+ trace([0-9a-f]{6})"/g)];
  return lots.reduce((said, lot, at) => said.replaceAll(lot[1] ?? lot[2], `lot${at}`), address);
}
