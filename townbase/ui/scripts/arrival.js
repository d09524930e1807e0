// From a click to the new page: a bar and a word at once, and when it stands the focus where the reader goes on.
const BEFORE_SHOWN = 90, QUIET = 600, BEGINS = 4000, LONGEST = 30000; // milliseconds; a run that is short shows nothing
const keysOf = url => besidesTables(url).map(String).sort().join();
const runs = () => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'running';
let sign, sought = 0;

function loading(on) {
  if (!sign?.isConnected) {
    sign = Object.assign(document.createElement('div'), { className: 'tb-loading', hidden: true });
    sign.setAttribute('role', 'status');
    document.querySelector('[data-testid=stApp]').append(sign);
  }
  if (sign.hidden !== on) return;
  sign.hidden = !on;
  sign.replaceChildren(...(on ? [Object.assign(document.createElement('span'), { textContent: '正在取数…' })] : []));
}

// The last line of a page says for which address it was drawn.
function stands() {
  const foot = document.querySelector('.tb-foot');
  if (!foot || runs()) return false;
  const drawn = new URL(foot.dataset.at ?? '', document.baseURI);
  return drawn.pathname === location.pathname && keysOf(drawn) === keysOf(new URL(location.href));
}

function arrive(focus) {
  const mine = ++sought, begun = performance.now();
  let quiet = begun + BEGINS - QUIET; // a busy server is slow to begin
  loading(true);
  const look = () => {
    if (mine !== sought) return;
    const now = performance.now();
    if (runs()) quiet = now;
    if (!stands() && now - quiet < QUIET && now - begun < LONGEST) return void setTimeout(look, 40);
    loading(false);
    focusOn(focus);
  };
  setTimeout(look, 40);
}

// What was pressed is gone with the old page; without this the next Tab would begin at the top of all.
function focusOn(selector) {
  const place = document.querySelector(selector ?? 'h1');
  if (!place || (document.activeElement !== document.body && !selector)) return;
  if (place.localName === 'h1') place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

function installArrival() {
  const app = document.querySelector('[data-testid=stApp]');
  let wait;
  new MutationObserver(() => {
    clearTimeout(wait);
    if (runs()) wait = setTimeout(() => loading(true), BEFORE_SHOWN);
    else if (stands()) loading(false);
  }).observe(app, { attributes: true, attributeFilter: ['data-test-script-state'] });
  document.addEventListener('click', event => {
    if (!event.target.closest?.('[data-testid=stSkipToContent]')) return;
    event.preventDefault();
    focusOn('h1');
    document.querySelector('h1')?.scrollIntoView();
  });
}
