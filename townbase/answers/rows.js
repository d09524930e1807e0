// What has the same data-row is one thing: a row, a tile, a bar. The one under the pointer or the focus lights the others.
// A dot of a chart lights its row by itself, and a row the areas of a map (ui/scripts/plots.js), which have no data-row.
function light(id) {
  for (const each of document.querySelectorAll('[data-row].tb-lit')) each.classList.remove('tb-lit');
  if (id) for (const each of document.querySelectorAll(`[data-row="${CSS.escape(id)}"]`)) each.classList.add('tb-lit');
}

function answerRows() {
  let now = '';
  const at = event => {
    const id = event.target.closest?.('[data-row]')?.dataset.row ?? '';
    if (id !== now) light(now = id);
  };
  for (const kind of ['mouseover', 'focusin']) document.addEventListener(kind, at);
}
