// 下载 of a card: a fold that behaves like a menu. Its files are buttons of the server, pressed from here.
const MENU = 'details.tb-menu';

// They may be drawn a moment after the menu.
async function press(button) {
  const card = button.closest('[class*=st-key-card-]');
  await tellSeen(card);
  for (let tries = 50; tries; tries--) {
    const made = card.querySelector(`[class*=st-key-${button.dataset.take}-] button`);
    if (made) return made.click();
    await new Promise(done => setTimeout(done, 100));
  }
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
