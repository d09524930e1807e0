// A chart that Plotly drew in the card, once more for the paper: its own figure at the paper's width, in the paper's ink.
// The figure carries no theme of the screen; text follows the theme there by the sheet alone.
const PLOT = WIDTHS[0] - 2 * MARGIN;

async function plotted(page, plot) {
  const layout = { ...structuredClone(plot.layout), width: PLOT, height: plot.layout.height, autosize: false };
  layout.font = { ...layout.font, family: FONT.replaceAll("'", '') };
  const address = await window.Plotly.toImage({ data: structuredClone(plot.data), layout }, { format: 'svg', width: PLOT, height: layout.height });
  const made = page.createElement('img');
  made.width = PLOT;
  made.height = layout.height;
  made.src = named(address);
  return made;
}

// Plotly names what it clips by chance; the same chart is to give the same file.
function named(address) {
  const chance = decodeURIComponent(address).match(/id="(?:clip|topdefs-|defs-)([0-9a-f]{6})/)?.[1];
  return chance ? address.replaceAll(chance, 'plot') : address;
}
