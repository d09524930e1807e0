// Follows links marked data-nav without loading the page again, keeps the scroll for Back, and tidies the address.
// It only asks Streamlit for what Back asks anyway (popstate); where that fails the link is loaded the plain way.
const box = () => document.querySelector('[data-testid=stMain]');
const place = () => 'scroll:' + location.href;
let hold = 0;

function keep() {
  if (performance.now() > hold && box()) sessionStorage.setItem(place(), box().scrollTop);
}

function follow(event) {
  const link = event.composedPath().find(node => node.tagName === 'A' && node.dataset.nav !== undefined);
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const stay = stays(link);
  go(link.href, stay, stay ? `[data-nav][href="${CSS.escape(link.getAttribute('href'))}"]` : undefined);
}

// data-stay: what stands above stays where it is; "wide": only where the answer appears beside it and not above it.
const WIDE = 900;
const stays = link => link.dataset.stay === 'wide' ? innerWidth > WIDE : link.dataset.stay !== undefined;

// Also for what is no link: a point of a chart (plots.js), a choice (filters.js). focus: where the reader goes on, else the h1
function go(to, stay = false, focus) {
  const href = withTables(to);
  if (href === location.href) return;
  keep();
  hold = performance.now() + 500;
  history.pushState({}, '', href);
  if (!stay) box().scrollTo(0, 0);
  const spare = setTimeout(() => location.reload(), 1500);
  const seen = new MutationObserver(() => { clearTimeout(spare); seen.disconnect(); });
  seen.observe(box(), { childList: true, subtree: true, characterData: true, attributes: true });
  window.dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  arrive(focus);
}

function back(event) {
  if (!event.isTrusted) return;
  arrive();
  const want = +(sessionStorage.getItem(place()) ?? 0), until = hold = performance.now() + 8000; // a busy server takes its time; any move of the reader ends it
  for (const kind of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
    addEventListener(kind, () => hold = 0, { once: true, capture: true });
  const put = () => {
    if (performance.now() > until || !hold) return;
    if (box() && Math.abs(box().scrollTop - want) > 2) box().scrollTop = want;
    requestAnimationFrame(put);
  };
  put();
}

function install() {
  if (window.__townbaseRouter) return;
  window.__townbaseRouter = true;
  history.scrollRestoration = 'manual';
  document.addEventListener('scroll', keep, { capture: true, passive: true });
  document.addEventListener('click', follow);
  window.addEventListener('popstate', back);
  answer();
  installPlots();
  installFilters();
  installArrival();
  installFinder();
  installFirstVisit();
  installTableState();
}

// What the page dropped leaves the address without a new step in the history: Back must not meet it again.
function tidy(dropped) {
  const query = new URLSearchParams(location.search);
  const before = query.size;
  for (const [key, value] of dropped) if (query.get(key) === value) query.delete(key);
  if (query.size === before) return;
  const search = query.toString();
  history.replaceState(history.state, '', location.pathname + (search ? '?' + search : '') + location.hash);
}

// A place of the page that the address names, brought into sight once where it stands beside the answer.
let shown = '';

function find(place) {
  const known = shown === place;
  shown = place;
  if (!place || known || innerWidth <= WIDE) return;
  const until = performance.now() + 3000;
  const look = () => {
    const there = document.getElementById(place), at = there?.getBoundingClientRect();
    if (at && (at.top < 0 || at.bottom > innerHeight)) there.scrollIntoView({ block: 'center' });
    else if (!at && performance.now() < until) requestAnimationFrame(look);
  };
  look();
}

export default function ({ data }) {
  install();
  tidy(data?.dropped ?? []);
  find(data?.place ?? '');
}
