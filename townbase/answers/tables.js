// A table sorts by its heads, is searched, shows its unmet rows alone, and shows the rest of a long list
// (markup: charts/base/table.py). What a reader made of the tables of a card is one small thing (seenIn) that can be
// brought back (bringBack): from the address on the screen, from the page itself where it was taken away.
const collator = new Intl.Collator('zh-CN', { numeric: true });
const asDrawn = new WeakMap(); // table -> its rows in the order of the server, each with the group it stands in

function drawnRows(table) {
  if (!asDrawn.has(table)) asDrawn.set(table, [...table.tBodies].flatMap(body => [...body.rows].map(row => ({ row, body }))));
  return asDrawn.get(table);
}
const isSum = row => row.classList.contains('tb-sum'), isGroup = row => row.classList.contains('tb-group');
const countedRows = table => drawnRows(table).map(each => each.row).filter(row => !isSum(row) && !isGroup(row));

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
function turned(head) {
  const now = head.getAttribute('aria-sort'), table = head.closest('table'), at = head.cellIndex;
  const numbers = head.classList.contains('n') || countedRows(table).some(row => row.cells[at]?.dataset.v);
  return now ? (now === 'descending' ? 'ascending' : 'descending') : numbers ? 'descending' : 'ascending';
}

// way: '' brings the order of the page back, each row into the group it came from
function sortBy(head, way) {
  const table = head.closest('table'), at = head.cellIndex, rows = countedRows(table);
  const numbers = head.classList.contains('n') || rows.some(row => row.cells[at]?.dataset.v);
  for (const other of table.tHead.querySelectorAll('[aria-sort]')) other.removeAttribute('aria-sort');
  for (const { row, body } of drawnRows(table)) body.append(row);
  if (way && at > 0) {
    head.setAttribute('aria-sort', way);
    const keys = new Map(rows.map(row => [row, valueOf(row, at, numbers)]));
    table.tBodies[0].append(...rows.sort((one, other) => compare(keys.get(one), keys.get(other), way === 'ascending' ? 1 : -1)));
    table.tBodies[0].append(...drawnRows(table).map(each => each.row).filter(isSum));
  }
  layOut(table);
}

// Which rows are seen: those that hold every word looked for, the unmet ones where asked, the first of a long list;
// a group's name while one of its rows stands under it.
function layOut(table) {
  const box = table.closest('.tb-answer') ?? table;
  const words = wordsIn(box).toLowerCase().split(/\s+/).filter(Boolean), unmet = onlyUnmet(box), sorted = table.querySelector('[aria-sort]');
  const most = words.length || box.dataset.all ? Infinity : +(table.dataset.most ?? Infinity);
  let seen = 0, found = 0, all = 0, group = null, under = 0;
  const close = () => group?.classList.toggle('tb-out', !under || !!sorted);
  for (const row of [...table.tBodies].flatMap(body => [...body.rows])) {
    if (isGroup(row)) { close(); group = row; under = 0; continue; }
    const text = row.textContent.toLowerCase(), fits = words.every(word => text.includes(word)) && !(unmet && row.classList.contains('tb-fine'));
    found += fits && !isSum(row);
    all += !isSum(row);
    const shown = isSum(row) ? !words.length && !unmet : fits && seen < most;
    seen += shown && !isSum(row);
    under += shown;
    row.classList.toggle('tb-out', !shown);
  }
  close();
  say(box, found, all, seen);
  table.dispatchEvent(new CustomEvent('tb-answered', { bubbles: true }));
}

// The tools of a table; a page taken away has none of them and keeps what they said beside it.
const wordsIn = box => (box.querySelector('.tb-search input')?.value ?? box.dataset.words ?? '').trim();
const onlyUnmet = box => box.querySelector('.tb-only-rows input')?.checked ?? box.dataset.unmet !== undefined;

function say(box, found, all, seen) {
  const count = box.querySelector('.tb-search [role=status]'), more = box.querySelector('.tb-more button');
  if (count) count.textContent = found === all ? `共 ${all} 行` : `找到 ${found} 行，共 ${all} 行`;
  if (!more) return;
  more.parentElement.hidden = found <= seen && !box.dataset.all;
  more.textContent = box.dataset.all ? '收起' : `显示其余 ${found - seen} 行`;
}

const headsOf = card => [...card.querySelectorAll('.tb-t > thead th')];

// {sort: '3.desc', unmet: true, words: '中心'}: what of it there is. Heads are counted over all tables of the card.
function seenIn(card) {
  const heads = headsOf(card), by = heads.findIndex(head => head.hasAttribute('aria-sort')), seen = {};
  if (by >= 0) seen.sort = `${by}.${heads[by].getAttribute('aria-sort').replace('ending', '')}`;
  for (const box of card.querySelectorAll('.tb-answer')) {
    if (onlyUnmet(box)) seen.unmet = true;
    if (wordsIn(box)) seen.words ??= wordsIn(box);
  }
  return seen;
}

function bringBack(card, seen) {
  const [at, way] = (seen.sort ?? '').split('.'), wanted = headsOf(card)[at];
  for (const table of card.querySelectorAll('.tb-t')) {
    const box = table.closest('.tb-answer'), sorted = table.querySelector('[aria-sort]'), head = wanted?.querySelector('.tb-sort') && table.contains(wanted) ? wanted : null;
    if (box) fill(box, seen);
    if (head) sortBy(head, way === 'asc' ? 'ascending' : 'descending');
    else if (sorted) sortBy(sorted, '');
    else if (box) layOut(table);
  }
}

function fill(box, seen) {
  const tick = box.querySelector('.tb-only-rows input'), search = box.querySelector('.tb-search input');
  if (tick) tick.checked = !!seen.unmet;
  if (search) search.value = seen.words ?? '';
}

function answerTables() {
  document.addEventListener('click', event => {
    const head = event.target.closest?.('.tb-sort')?.closest('th'), more = event.target.closest?.('.tb-more button');
    if (head) sortBy(head, turned(head));
    if (!more) return;
    const box = more.closest('.tb-answer');
    if (box.dataset.all) delete box.dataset.all; else box.dataset.all = 'yes';
    layOut(box.querySelector('table'));
  });
  document.addEventListener('input', event => {
    if (event.target.closest?.('.tb-search, .tb-only-rows')) layOut(event.target.closest('.tb-answer').querySelector('table'));
  });
}
