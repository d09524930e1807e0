// One box says what a mark or a term means, under the pointer, the focus or a tap; Esc takes it away. It says data-tip, what
// the browser would show by itself (title), or the meaning of the term or status word that stands there.
const TELLS = '[data-tip], .tb [title], .tb dfn, .tb .tb-s';
let tip, told;

// The page on the screen knows the terms (ui/finder.py), a page taken away says them in its folds.
function meaningOf(said) {
  return window.townbaseFindable?.find(([term, , address]) => !address && said.startsWith(term))?.[1] ?? '';
}

function wordsOf(mark) {
  if (mark.title) {
    mark.dataset.tip = mark.title;
    mark.removeAttribute('title');
  }
  return mark.dataset.tip ?? meaningOf(mark.textContent.trim());
}

function tipBox() {
  if (tip?.isConnected) return tip;
  tip = Object.assign(document.createElement('div'), { className: 'tb-tip', id: 'tb-tip', hidden: true });
  tip.setAttribute('role', 'tooltip');
  document.body.append(tip);
  return tip;
}

function tell(mark) {
  if (mark === told) return;
  told?.removeAttribute('aria-describedby');
  told = mark;
  const box = tipBox(), words = mark ? wordsOf(mark) : '';
  box.hidden = !words;
  if (!words) return;
  box.textContent = words;
  mark.setAttribute('aria-describedby', 'tb-tip');
  const at = mark.getBoundingClientRect(), wide = box.offsetWidth, high = box.offsetHeight;
  const above = at.top - high - 7, below = at.bottom + 7, under = mark.localName === 'dfn' || above < 4;
  box.style.left = `${Math.max(6, Math.min(innerWidth - wide - 6, at.left + at.width / 2 - wide / 2))}px`;
  box.style.top = `${under && below + high < innerHeight ? below : above}px`;
}

function answerTips() {
  const at = event => tell(event.target.closest?.(TELLS) ?? null);
  for (const kind of ['mouseover', 'focusin', 'click']) document.addEventListener(kind, at);
  document.addEventListener('keydown', event => { if (event.key === 'Escape') tell(null); });
  document.addEventListener('scroll', () => tell(null), { capture: true, passive: true });
}
