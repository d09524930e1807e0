// What has the same data-row is one thing: a row, a tile, a dot of a chart. The one under the pointer or the focus lights
// the others. Charts take part by the event townbase:lit on the document: detail { id, by: 'row' | 'plot' }, id '' = none.
function light(id) {
  for (const each of document.querySelectorAll('.tb-lit')) each.classList.remove('tb-lit');
  if (id) for (const each of document.querySelectorAll(`[data-row="${CSS.escape(id)}"]`)) each.classList.add('tb-lit');
}

function answerRows() {
  let now = '';
  const at = event => {
    if (event.target.closest?.('.js-plotly-plot')) return; // a chart says itself what is under the pointer
    const id = event.target.closest?.('[data-row]')?.dataset.row ?? '';
    if (id === now) return;
    document.dispatchEvent(new CustomEvent('townbase:lit', { detail: { id, by: 'row' } }));
  };
  for (const kind of ['mouseover', 'focusin']) document.addEventListener(kind, at);
  document.addEventListener('townbase:lit', event => light(now = event.detail.id));
}
