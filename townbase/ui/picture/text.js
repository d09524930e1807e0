// Text, line by line as the browser broke it.
function text(pen, node, style, box) {
  const whole = node.data, from = whole.search(/\S/);
  if (from < 0 || parseFloat(style.fontSize) < 1) return;
  const to = whole.trimEnd().length, range = pen.page.createRange();
  const at = (first, last) => { range.setStart(node, first); range.setEnd(node, last); return range.getClientRects(); };
  const rects = at(from, to);
  if (!rects.length) return;
  if (style.overflow === 'hidden' && (rects[0].left >= box.right || rects[0].right <= box.left)) return;
  const upright = style.writingMode.startsWith('vertical');
  const pieces = rects.length === 1 && !upright ? [[whole.slice(from, to), rects[0]]] : lines(whole, from, to, at, upright);
  for (const [said, spot] of pieces) write(pen, said, spot, style);
}

function lines(whole, from, to, at, single) {
  const found = [];
  for (let first = from; first < to;) {
    const last = first + (whole.codePointAt(first) > 0xffff ? 2 : 1), spot = at(first, last)[0], sign = whole.slice(first, last);
    first = last;
    if (!spot || (!spot.width && !spot.height)) continue;
    const now = found.at(-1);
    if (!single && now && Math.abs(now[1].top - spot.top) < 3 && spot.left >= now[1].left)
      now.splice(0, 2, now[0] + sign, { left: now[1].left, top: now[1].top, right: spot.right, bottom: spot.bottom, width: spot.right - now[1].left, height: spot.height });
    else if (sign.trim()) found.push([sign, { left: spot.left, top: spot.top, right: spot.right, bottom: spot.bottom, width: spot.width, height: spot.height }]);
  }
  return found;
}

function write(pen, said, spot, style) {
  const under = style.textDecorationLine.includes('underline') ? ' text-decoration="underline"' : '';
  const bold = +style.fontWeight >= 600 ? ' font-weight="700"' : '';
  const fit = said.length > 1 && spot.width ? ` textLength="${number(spot.width)}"` : '';
  const shown = said.replace(/[ \t\n\r\f]+/g, ' ').trimEnd();
  pen.out.push(`<text x="${number(spot.left)}" y="${number(spot.top + ascent(pen, style) * 1)}" font-size="${number(parseFloat(style.fontSize))}" fill="${style.color}"${bold}${under}${fit}>${escape(shown)}</text>`);
}

function ascent(pen, style) {
  const font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  if (!pen.fonts.has(font)) {
    pen.canvas.font = font;
    pen.fonts.set(font, pen.canvas.measureText('国').fontBoundingBoxAscent);
  }
  return pen.fonts.get(font);
}

// The only marks before an element that carry meaning: the numbers of a list.
function before(pen, node, box) {
  if (node.localName !== 'li') return;
  const style = pen.view.getComputedStyle(node, '::before');
  if (!style.content.startsWith('counter(')) return;
  const nth = [...node.parentNode.children].indexOf(node) + 1;
  const left = box.left + (parseFloat(style.left) || 0), top = box.top + (parseFloat(style.top) || 0);
  write(pen, String(nth), { left, top, width: 0 }, style);
}
