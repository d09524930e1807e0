// The box in the masthead: what holds the words typed so far, by name first, then by code or old code; the arrow keys choose.
// Enter without a choice looks for schools too, on the page of townships.
const FINDER = '.tb-finder input', MOST_FOUND = 9;

function matches(typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ([name, , , also]) => {
    const text = name.toLowerCase(), all = `${text} ${also.toLowerCase()}`;
    if (!words.every(word => all.includes(word))) return -1;
    return text === words[0] ? 0 : text.startsWith(words[0]) ? 1 : text.includes(words[0]) ? 2 : 3;
  };
  const found = (window.townbaseFindable ?? []).map(entry => [rank(entry), entry]).filter(([at]) => at >= 0);
  return found.sort((one, other) => one[0] - other[0]).slice(0, MOST_FOUND).map(([, entry]) => entry);
}

// The year that is read stays; all else of the address belongs to the page that is left.
function withYear(address) {
  const there = new URL(address, document.baseURI), year = new URLSearchParams(location.search).get('year');
  if (year) there.searchParams.set('year', year);
  return there.href;
}

function lineOf([name, what, address], at) {
  const line = document.createElement('li'), said = document.createElement(address ? 'a' : 'span');
  line.id = `tb-found-${at}`;
  line.setAttribute('role', 'option');
  if (address) { said.href = withYear(address); said.dataset.nav = ''; said.tabIndex = -1; }
  said.append(name, Object.assign(document.createElement('small'), { textContent: what }));
  line.append(said);
  return line;
}

function suggest(box) {
  const list = box.parentElement.querySelector('ul'), typed = box.value.trim();
  const lines = typed ? [...matches(typed), [`查找“${typed}”`, '学校、乡镇，按回车', `township?find=${encodeURIComponent(typed)}`]] : [];
  list.replaceChildren(...lines.map(lineOf));
  list.hidden = !lines.length;
  box.setAttribute('aria-expanded', String(!!lines.length));
  box.removeAttribute('aria-activedescendant');
}

function choose(box, step) {
  const lines = [...box.parentElement.querySelectorAll('li')], now = lines.findIndex(line => line.ariaSelected === 'true');
  if (!lines.length) return;
  lines[now]?.removeAttribute('aria-selected');
  const next = lines.at(now < 0 && step < 0 ? -1 : (now + step + lines.length) % lines.length);
  next.setAttribute('aria-selected', 'true');
  next.scrollIntoView({ block: 'nearest' });
  box.setAttribute('aria-activedescendant', next.id);
}

function closeFound(box) {
  box.parentElement.querySelector('ul').hidden = true;
  box.setAttribute('aria-expanded', 'false');
}

function installFinder() {
  document.addEventListener('input', event => { if (event.target.matches?.(FINDER)) suggest(event.target); });
  document.addEventListener('focusin', event => { if (event.target.matches?.(FINDER) && event.target.value) suggest(event.target); });
  document.addEventListener('keydown', event => {
    const box = event.target;
    if (!box.matches?.(FINDER) || event.isComposing) return; // letters of a Chinese word that is still being put together
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); choose(box, event.key === 'ArrowDown' ? 1 : -1); }
    if (event.key === 'Escape') closeFound(box);
    if (event.key !== 'Enter') return;
    const lines = box.parentElement, exact = [lines.querySelector('li a')].find(first => first?.firstChild.data === box.value.trim());
    const link = lines.querySelector('li[aria-selected=true] a') ?? exact ?? lines.querySelector('li:last-child a');
    if (link) { closeFound(box); box.blur(); go(link.href); }
  });
  document.addEventListener('click', event => {
    const open = document.querySelector(`${FINDER}[aria-expanded=true]`);
    if (open && (event.target.closest('.tb-finder a') || !event.target.closest('.tb-finder'))) closeFound(open);
  });
}
