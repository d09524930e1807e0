// What a reader made of the tables stands in the address (?sort=goals.3.desc&unmet=goals&words=goals.中心), written without
// a run: reload, Back and whoever gets the link see the same rows. The server leaves these keys alone (selection.py).
const TABLE_KEYS = ['sort', 'unmet', 'words'];
const CARDS = '[class*=st-key-card-]';
const cardName = card => card.className.match(/st-key-card-([\w-]+)/)[1];

function seenInAddress() {
  const found = {}, query = new URLSearchParams(location.search);
  for (const key of TABLE_KEYS)
    for (const said of query.getAll(key)) {
      const [card, ...rest] = said.split('.');
      (found[card] ??= {})[key] = key === 'unmet' ? true : rest.join('.');
    }
  return found;
}

function writeSeen(card) {
  const name = cardName(card), seen = seenIn(card), query = new URLSearchParams(location.search);
  for (const key of TABLE_KEYS) {
    const others = query.getAll(key).filter(said => said.split('.')[0] !== name);
    query.delete(key);
    for (const said of others) query.append(key, said);
    if (seen[key]) query.append(key, key === 'unmet' ? name : `${name}.${seen[key]}`);
  }
  const search = query.size ? `?${query}` : '';
  if (search === location.search) return;
  try { history.replaceState(history.state, '', location.pathname + search + location.hash); } catch { /* a browser that counts: the next change writes it */ }
}

// A card that comes with another page, or again after a run, is brought to what the address says; what it cannot be
// brought to (a head that is no longer there) is asked of it once.
const refused = new WeakMap();

function followAddress() {
  const wanted = seenInAddress();
  for (const card of document.querySelectorAll(CARDS)) {
    const table = card.querySelector('.tb-t'), want = wanted[cardName(card)] ?? {};
    const differs = () => TABLE_KEYS.some(key => want[key] !== seenIn(card)[key]);
    if (!table || !differs() || refused.get(table) === JSON.stringify(want)) continue;
    bringBack(card, want);
    if (differs()) refused.set(table, JSON.stringify(want));
  }
}

// A link to the same page keeps what was made of its tables.
function withTables(href) {
  const to = new URL(href), from = new URLSearchParams(location.search);
  if (to.pathname !== location.pathname) return href;
  for (const key of TABLE_KEYS) if (!to.searchParams.has(key)) for (const said of from.getAll(key)) to.searchParams.append(key, said);
  return to.href;
}

const besidesTables = url => [...url.searchParams].filter(([key]) => !TABLE_KEYS.includes(key));

function installTableState() {
  let following = false, wait;
  document.addEventListener('tb-answered', event => {
    const card = event.target.closest(CARDS);
    if (card && !following) writeSeen(card);
  });
  const follow = () => { following = true; try { followAddress(); } finally { following = false; } };
  new MutationObserver(() => { wait ??= requestAnimationFrame(() => { wait = undefined; follow(); }); }).observe(document.body, { childList: true, subtree: true });
  window.townbaseTables = { seenIn, cardName, countedRows, CARDS };
  follow();
}
