// A choice in the bar of filters becomes the address: one step in the history. On a phone the choices stand in a sheet and
// become the address together. ui/filters.py draws them.
const selects = rows => [...rows.querySelectorAll('select')];

// A choice higher up ends the ones below it, unless they were chosen too.
function addressWith(rows) {
  const query = new URLSearchParams(location.search), changed = selects(rows).filter(each => each.value !== each.dataset.now);
  for (const each of changed) for (const key of each.dataset.ends.split(' ')) query.delete(key);
  for (const each of changed) if (each.value) query.set(each.dataset.key, each.value); else query.delete(each.dataset.key);
  const search = query.toString();
  return location.origin + location.pathname + (search ? `?${search}` : '');
}

function openSheet(button) {
  const bar = button.closest('.tb-filters'), sheet = document.createElement('dialog');
  sheet.className = 'tb tb-sheet';
  sheet.setAttribute('aria-label', '筛选');
  const rows = bar.querySelector('.tb-filter-rows').cloneNode(true), head = Object.assign(document.createElement('h2'), { textContent: '筛选' });
  const done = Object.assign(document.createElement('button'), { type: 'button', className: 'tb-see', textContent: '查看结果' });
  rows.append(done);
  sheet.append(head, rows);
  sheet.addEventListener('change', event => {
    for (const each of selects(rows)) if (event.target.dataset.ends.split(' ').includes(each.dataset.key)) { each.value = ''; each.disabled = true; }
  });
  done.addEventListener('click', () => { const address = addressWith(rows); sheet.close(); go(address); });
  sheet.addEventListener('click', event => { if (event.target === sheet || event.target.closest('a')) sheet.close(); });
  sheet.addEventListener('close', () => { sheet.remove(); if (button.isConnected) button.focus(); });
  document.querySelector('[data-testid=stApp]').append(sheet); // there the theme of the reader holds
  sheet.showModal();
}

function installFilters() {
  document.addEventListener('change', event => {
    const bar = event.target.closest?.('.tb-filters');
    if (bar && event.target.dataset.key) go(addressWith(bar), false, `.tb-filters select[data-key="${event.target.dataset.key}"]`);
  });
  document.addEventListener('click', event => { if (event.target.closest?.('.tb-filters-open')) openSheet(event.target); });
  // An arrow on a closed box would choose, and leave the page, at once: it opens the box instead.
  document.addEventListener('keydown', event => {
    if (!/^Arrow(Up|Down)$/.test(event.key) || !event.target.matches?.('.tb-filters select') || !event.target.showPicker) return;
    event.preventDefault();
    event.target.showPicker();
  });
}
