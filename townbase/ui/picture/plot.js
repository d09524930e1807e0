// A chart that Plotly drew in the card, once more for the paper: its own figure at the paper's width, in the paper's ink.
// The figure carries no theme of the screen; text follows the theme there by the sheet alone.
const PLOT = WIDTHS[0] - 2 * MARGIN;

async function plotted(page, plot, slide) {
  const layout = { ...structuredClone(plot.layout), width: PLOT, height: plot.layout.height, autosize: false };
  layout.font = { ...layout.font, family: FONT.replaceAll("'", '') };
  const address = await window.Plotly.toImage({ data: structuredClone(plot.data), layout }, { format: 'svg', width: PLOT, height: layout.height });
  const made = page.createElement('img');
  const larger = slide ? Math.min((SLIDE_WIDE - 84) / PLOT, 480 / layout.height) : 1;
  made.width = PLOT * larger;
  made.height = layout.height * larger;
  made.src = named(address);
  return made;
}

// Plotly draws by lot what it calls the chart and each trace; the same chart is to give the same file.
function named(address) {
  const drawn = decodeURIComponent(address), lots = [...drawn.matchAll(/id="topdefs-([0-9a-f]{6})"|class="trace \w+ trace([0-9a-f]{6})"/g)];
  return lots.reduce((said, lot, at) => said.replaceAll(lot[1] ?? lot[2], `lot${at}`), address);
}
