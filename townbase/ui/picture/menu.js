// 下载 of a card: a fold that behaves like a menu. Its files are buttons of the server, pressed from here.
const MENU = 'details.tb-menu';

// Of the sets of buttons the one that the ticks of the card leave (ticked.css); they may be drawn a moment after the menu.
function press(button, tries = 50) {
  const card = button.closest('[class*=st-key-card-]'), all = [...card.querySelectorAll(`[class*=st-key-${button.dataset.take}-] button`)];
  const left = all.find(each => { const set = each.closest('[class*=st-key-ticked-]'); return !set || getComputedStyle(set).display !== 'none'; });
  if (left) left.click();
  else if (tries) setTimeout(() => press(button, tries - 1), 100);
}

function shutMenus(but) {
  for (const menu of document.querySelectorAll(`${MENU}[open]`)) if (menu !== but) menu.open = false;
}

function move(event, menu) {
  const lines = [...menu.querySelectorAll('button')], at = lines.indexOf(document.activeElement), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  event.preventDefault();
  menu.open = true;
  lines.at(at < 0 && step < 0 ? -1 : (at + step) % lines.length).focus();
}

function menus() {
  document.addEventListener('click', event => shutMenus(event.target.closest?.(MENU)));
  document.addEventListener('keydown', event => {
    const menu = event.target.closest?.(MENU);
    if (!menu) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event, menu);
    if (event.key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
}
