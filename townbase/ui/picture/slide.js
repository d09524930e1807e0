// The slide: the card once more on a page of 16:9, its title and subject large, at most twelve rows of each table.
const SLIDE_WIDE = 1280, SLIDE_HIGH = 720, MOST_ROWS = 12, WIDEST_SLIDE = 2560;
const SLIDE = `
  body { display: flex; flex-direction: column; padding: 26px 42px 20px; font-size: 20px }
  .tb, .tb .tb-how, .tb .tb-note, .tb .tb-key, .tb small, .tb-t small { font-size: 18px }
  .tb-slide-head { flex: none; border-bottom: 3px solid var(--tb-ink); padding-bottom: 8px; margin-bottom: 14px; position: relative }
  .tb-slide-head h1 { font-size: 34px; line-height: 1.25; padding-right: 130px; margin: 0; color: var(--tb-ink) }
  .tb.tb-slide-head p { font-size: 20px; color: var(--tb-muted); margin: 4px 0 0 }
  .tb-slide-head .tb-tag { position: absolute; right: 0; top: 8px; font-size: 18px }
  .tb-slide-body { flex: 1 }
  .tb-slide-body :is(h1, h2), .tb-slide-body .tb-crumbs, .tb-slide-body .tb-sub { display: none }
  .tb-slide-body .tb-t, .tb-slide-body .tb-t td * { font-size: 21px } .tb-slide-body .tb-t thead th { font-size: 18px }
  .tb-paper-foot { flex: none; font-size: 18px !important; border: 0; margin: 0 }`;

// What the card calls itself, its lists cut to what a room can read.
function toSlide(page, inside, facts) {
  const said = inside.querySelector('h1, h2')?.textContent ?? '', head = page.createElement('div');
  head.className = 'tb tb-slide-head';
  head.append(Object.assign(page.createElement('h1'), { textContent: said }), Object.assign(page.createElement('p'), { textContent: facts.line }));
  if (facts.mark) head.append(tag(page, facts.mark));
  let left = 0;
  for (const table of inside.querySelectorAll('table')) {
    const rows = [...table.tBodies].flatMap(body => [...body.rows]).filter(row => row.style.display !== 'none' && !/tb-(out|sum)/.test(row.className));
    for (const row of rows.slice(MOST_ROWS)) row.remove();
    left += Math.max(0, rows.length - MOST_ROWS);
  }
  inside.classList.add('tb-slide-body');
  const cut = left ? `每表列前 ${MOST_ROWS} 行，其余见网页或表格 ｜ ` : '';
  page.body.append(head, inside, line(page, 'tb tb-paper-foot', [cut + facts.foot]));
}

// As wide as it must be for all to fit into the form; the drawing is then made smaller as one.
function formed(page) {
  for (let width = SLIDE_WIDE; ; width += 80) {
    page.body.style.width = `${width}px`;
    page.body.style.minHeight = '0';
    if ((page.body.offsetHeight <= width * SLIDE_HIGH / SLIDE_WIDE && page.body.scrollWidth <= width) || width >= WIDEST_SLIDE) break;
  }
  page.body.style.minHeight = `${page.body.offsetWidth * SLIDE_HIGH / SLIDE_WIDE}px`;
}

const sized = made => ({ ...made, width: SLIDE_WIDE, height: SLIDE_HIGH,
  svg: made.svg.replace(/ width="[^"]*" height="[^"]*"/, ` width="${SLIDE_WIDE}" height="${SLIDE_HIGH}"`) });
