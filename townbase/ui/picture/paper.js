// The paper: a card's own markup laid out once more, white and of one width, in an unseen frame, so that neither a dark
// theme nor a phone changes the picture. What stands above and below the chart comes with the button (take.js).
const WIDTHS = [820, 1280], MARGIN = 24, SHARP = 2, MOST_PIXELS = 16e6; // a list is narrow, a map of the city wide
const WIDE = WIDTHS.at(-1);
const FONT = "'Microsoft YaHei','PingFang SC','Hiragino Sans GB','Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei',sans-serif";
const SPACE = 'http://www.w3.org/2000/svg';
const PAPER = `
  :root { color-scheme: light; --tb-font: ${FONT} } * { box-sizing: border-box }
  body { margin: 0; padding: ${MARGIN}px; box-sizing: border-box; width: ${WIDE}px; background: #fff; font: 15px/1.5 var(--tb-font) }
  .tb-paper-head { display: flex; gap: 16px; align-items: center; font-size: 15px; padding-bottom: 8px; color: var(--tb-ink) }
  .tb-paper-foot { border-top: 1px solid var(--tb-strong); margin-top: 12px; padding-top: 6px; font-size: 13px; color: var(--tb-muted) }
  h1, h2, h3, p, figure, ul, ol { margin: 0 }
  .tb-scroll { overflow: visible; max-width: none; background: none } .tb-t tr > :first-child { position: static }
  .tb-fold .tb-scroll { max-height: none }
  .tb-screen, .tb-chips, .tb-crumbs, .tb-clause:not([open]), .tb-out, .tb-fold.tb-whole > summary { display: none !important }
  .tb-sort::before { content: none !important }
  * { animation: none; transition: none }`;

async function paper(card, facts, slide) {
  const frame = document.createElement('iframe');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.style.cssText = `position:fixed;left:-20000px;top:0;width:${WIDE}px;height:900px;border:0;visibility:hidden`;
  document.body.append(frame);
  frame.contentDocument.write('<!doctype html><html lang="zh-CN"><body></body></html>');
  const page = frame.contentDocument, sheet = [...document.querySelectorAll('style')].filter(style => style.textContent.includes('--tb-ink'));
  for (const text of [...sheet.map(style => style.textContent), PAPER, ...(slide ? [SLIDE] : [])]) page.head.append(Object.assign(page.createElement('style'), { textContent: text }));
  const inside = page.createElement('div');
  inside.className = [...card.classList].filter(name => name.startsWith('st-key-')).join(' ');
  for (const part of card.querySelectorAll('.tb, .js-plotly-plot'))
    if (!part.parentElement.closest('.tb') && !part.matches('.tb-tools'))
      inside.append(part.matches('.tb') ? copy(page, part) : await plotted(page, part, slide));
  if (!slide) tellRest(page, inside);
  if (slide) toSlide(page, inside, facts);
  else page.body.append(line(page, 'tb tb-paper-head', [facts.head, facts.mark && tag(page, facts.mark)]), inside, line(page, 'tb tb-paper-foot', [facts.foot]));
  await Promise.all([...page.images].map(image => image.decode().catch(() => {})));
  if (slide) formed(page);
  else {
    const width = WIDTHS.find(each => fits(page, each)) ?? WIDE;
    page.body.style.width = `${width}px`;
    if (width > WIDTHS[0]) await widened(page, width - 2 * MARGIN);
  }
  return frame;
}

function copy(page, part) {
  const made = page.importNode(part, true);
  made.querySelectorAll('details.tb-whole').forEach(fold => { fold.open = true; }); // all that the card has stands in it
  return made;
}

// A long list shows its first rows on the page and in the picture; the picture cannot be asked for the rest, so it says it.
function tellRest(page, inside) {
  for (const box of inside.querySelectorAll('.tb-answer')) {
    const rows = [...box.querySelectorAll('tbody tr')], out = rows.filter(row => row.classList.contains('tb-out')).length;
    if (out) box.append(Object.assign(page.createElement('p'), { className: 'tb-note', textContent: `图中列出 ${rows.length - out} 行，另有 ${out} 行见下载的表格。` }));
  }
}

function fits(page, width) {
  page.body.style.width = `${width}px`;
  return page.body.scrollWidth <= width && page.body.offsetHeight <= width;
}

function line(page, css, parts) {
  const made = page.createElement('p');
  made.className = css;
  made.append(...parts.filter(Boolean));
  return made;
}

function tag(page, text) {
  return Object.assign(page.createElement('b'), { className: 'tb-tag', textContent: text });
}
