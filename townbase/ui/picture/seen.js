// Before a file is made the server hears which rows of the card are seen and in which order (ui/seen_rows.py); what it has
// heard already is not said again.
const said = new Map();
let saySeen, heardLast;

function rowsSeen(card) {
  const { seenIn, countedRows } = window.townbaseTables, made = seenIn(card);
  const table = made.sort || made.unmet || made.words ? tableOf(card, made) : null;
  if (!table) return null;
  const drawn = countedRows(table), place = new Map(drawn.map((row, at) => [row, at])), sorted = table.querySelector('[aria-sort]');
  const unmet = made.unmet && table.closest('.tb-answer'), words = table.closest('.tb-answer') ? made.words ?? '' : '';
  const kept = row => !(unmet && row.classList.contains('tb-fine')) && words.toLowerCase().split(/\s+/).every(word => row.textContent.toLowerCase().includes(word));
  const rows = [...table.tBodies].flatMap(body => [...body.rows]).filter(row => place.has(row) && kept(row)).map(row => place.get(row));
  return { rows, of: drawn.length, sums: table.querySelectorAll('tr.tb-sum').length, by: sorted?.textContent.trim() ?? '',
    down: sorted?.getAttribute('aria-sort') === 'descending', sort: made.sort ?? '', unmet: !!unmet, words };
}

// The table that was sorted, else the first that answers.
function tableOf(card, made) {
  return (made.sort && card.querySelector('[aria-sort]')?.closest('table')) || card.querySelector('.tb-answer table');
}

const runs = () => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'running';

async function tellSeen(card) {
  const at = document.querySelector('.tb-foot')?.dataset.at ?? '', name = window.townbaseTables.cardName(card), key = `${at} ${name}`;
  const seen = rowsSeen(card), text = JSON.stringify(seen);
  if (text === (said.get(key) ?? 'null')) return;
  said.set(key, text);
  const id = `${key} ${performance.now()}`;
  saySeen('seen', { ...seen, at, card: name, id });
  for (let tries = 300; tries && (heardLast !== id || runs()); tries--) await new Promise(done => setTimeout(done, 50));
}
