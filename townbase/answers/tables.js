// A table sorts by its heads, is searched, shows its unmet rows alone, and shows the rest of a long list
// (markup: charts/base/table.py).
const collator = new Intl.Collator('zh-CN', { numeric: true });
const asDrawn = new WeakMap(); // table -> its rows in the order of the server

function rowsOf(table) {
  if (!asDrawn.has(table)) asDrawn.set(table, [...table.tBodies[0].rows]);
  return asDrawn.get(table);
}
const isSum = row => row.classList.contains('tb-sum');

// A number where the cell says one (data-v, or its own text in a column of numbers), else its words; null = missing.
function valueOf(row, at, numbers) {
  const cell = row.cells[at], said = cell?.dataset.v ?? cell?.textContent.trim() ?? '';
  if (said === '' || /^[—–-]$/.test(said)) return null;
  if (cell.dataset.v !== undefined && said !== '' && !isNaN(said)) return +said;
  const found = numbers && said.replaceAll(',', '').replace('−', '-').match(/[-+]?\d+(\.\d+)?/);
  return found ? +found[0] : said;
}

// Missing stays last whichever way.
function compare(one, other, way) {
  if (one === null || other === null) return (one === null) - (other === null);
  return way * (typeof one === 'number' && typeof other === 'number' ? one - other : collator.compare(one, other));
}

// First the largest number or the first word, then the other way; the first column brings the order of the page back.
function sortBy(head) {
  const table = head.closest('table'), at = head.cellIndex, rows = rowsOf(table), numbers = head.classList.contains('n') || rows.some(row => row.cells[at]?.dataset.v);
  const down = head.getAttribute('aria-sort') === 'descending' || (!numbers && head.getAttribute('aria-sort') !== 'ascending');
  for (const other of table.tHead.querySelectorAll('[aria-sort]')) other.removeAttribute('aria-sort');
  let sorted = rows;
  if (at > 0) {
    head.setAttribute('aria-sort', down ? 'ascending' : 'descending');
    const body = rows.filter(row => !isSum(row)), keys = new Map(body.map(row => [row, valueOf(row, at, numbers)]));
    sorted = [...body.sort((one, other) => compare(keys.get(one), keys.get(other), down ? 1 : -1)), ...rows.filter(isSum)];
  }
  table.tBodies[0].append(...sorted);
  layOut(table);
}

// Which rows are seen: those that hold every word looked for, the unmet ones where asked, the first of a long list.
function layOut(table) {
  const box = table.closest('.tb-answer');
  if (!box) return;
  const words = (box.querySelector('.tb-search input')?.value ?? '').trim().toLowerCase().split(/\s+/).filter(Boolean);
  const unmet = box.querySelector('.tb-only-rows input')?.checked, most = words.length || box.dataset.all ? Infinity : +(table.dataset.most ?? Infinity);
  let seen = 0, found = 0, all = 0;
  for (const row of table.tBodies[0].rows) {
    const text = row.textContent.toLowerCase(), fits = words.every(word => text.includes(word)) && !(unmet && row.classList.contains('tb-fine'));
    found += fits && !isSum(row);
    all += !isSum(row);
    const shown = isSum(row) ? !words.length && !unmet : fits && seen < most;
    seen += shown && !isSum(row);
    row.classList.toggle('tb-out', !shown);
  }
  say(box, found, all, seen);
}

function say(box, found, all, seen) {
  const count = box.querySelector('.tb-search [role=status]'), more = box.querySelector('.tb-more button');
  if (count) count.textContent = found === all ? `共 ${all} 行` : `找到 ${found} 行，共 ${all} 行`;
  if (!more) return;
  more.parentElement.hidden = found <= seen && !box.dataset.all;
  more.textContent = box.dataset.all ? '收起' : `显示其余 ${found - seen} 行`;
}

function answerTables() {
  document.addEventListener('click', event => {
    const sort = event.target.closest?.('.tb-sort'), more = event.target.closest?.('.tb-more button');
    if (sort) sortBy(sort.closest('th'));
    if (!more) return;
    const box = more.closest('.tb-answer');
    if (box.dataset.all) delete box.dataset.all; else box.dataset.all = 'yes';
    layOut(box.querySelector('table'));
  });
  document.addEventListener('input', event => {
    if (event.target.closest?.('.tb-search, .tb-only-rows')) layOut(event.target.closest('.tb-answer').querySelector('table'));
  });
}
