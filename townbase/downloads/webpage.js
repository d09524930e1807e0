// The page of one card, opened from a disk: its tables answer, its folds open for printing. Sends nothing.
answer();
for (const chart of document.querySelectorAll('[data-seen]')) {
  const seen = JSON.parse(chart.dataset.seen);
  for (const box of chart.querySelectorAll('.tb-answer')) {
    if (seen.unmet) box.dataset.unmet = '';
    if (seen.words) box.dataset.words = seen.words;
  }
  bringBack(chart, seen);
}
for (const tools of document.querySelectorAll('.tb-tools-table[hidden]')) tools.hidden = false;
addEventListener('beforeprint', () => document.querySelectorAll('details:not([open])').forEach(fold => { fold.open = true; fold.dataset.print = ''; }));
addEventListener('afterprint', () => document.querySelectorAll('details[data-print]').forEach(fold => { fold.open = false; delete fold.dataset.print; }));
