// The line for who is here for the first time: shown until it is put away or one of its entries was taken.
const SEEN = 'townbase-seen';

function installFirstVisit() {
  const root = document.documentElement;
  try { if (localStorage.getItem(SEEN)) root.classList.add('tb-seen'); } catch { /* a browser that keeps nothing shows it again */ }
  document.addEventListener('click', event => {
    if (!event.target.closest?.('.tb-first :is(a, button)')) return;
    root.classList.add('tb-seen');
    try { localStorage.setItem(SEEN, 'yes'); } catch { /* as above */ }
  });
}
