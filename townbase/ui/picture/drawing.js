// What the browser laid out, written down as plain SVG: rectangles, lines, pictures. No foreignObject (Office draws none),
// no outside address.
const number = value => String(Math.round(value * 100) / 100);
const escape = text => text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign])
  .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '');

function drawing(frame) {
  const page = frame.contentDocument, view = frame.contentWindow;
  const over = page.body.scrollWidth > page.body.offsetWidth;
  const width = over ? page.body.scrollWidth + MARGIN : page.body.offsetWidth, height = page.body.offsetHeight;
  const out = [], pen = { view, page, out, patterns: new Map(), svgs: new Map(), fonts: new Map(), canvas: document.createElement('canvas').getContext('2d') };
  element(pen, page.body);
  const patterns = [...pen.patterns.values()].map(made => made.markup).join('');
  const font = FONT.replaceAll("'", '');
  return { width, height, svg: `<svg xmlns="${SPACE}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}" xml:lang="zh-CN">`
    + `<title>${escape(page.querySelector('h2,h1')?.textContent ?? '')}</title>`
    + (patterns ? `<defs>${patterns}</defs>` : '') + `<rect width="${width}" height="${height}" fill="#fff"/>${out.join('')}</svg>` };
}

function element(pen, node) {
  const style = pen.view.getComputedStyle(node);
  if (style.display === 'none' || style.visibility === 'hidden' || style.clipPath.startsWith('inset(50%')) return;
  const box = node.getBoundingClientRect();
  if (box.width && box.height) ground(pen, style, box);
  if (node.localName === 'img') return void image(pen, node.src, style, box);
  before(pen, node, box);
  for (const child of node.childNodes) {
    if (child.nodeType === 3) text(pen, child, style, box);
    else if (child.nodeType === 1 && !shut(node, child)) element(pen, child);
  }
}

const shut = (node, child) => node.localName === 'details' && !node.open && child.localName !== 'summary';
const seen = colour => colour && colour !== 'transparent' && !/, 0\)$/.test(colour);

function ground(pen, style, box) {
  const round = Math.min(parseFloat(style.borderTopLeftRadius) * (style.borderTopLeftRadius.endsWith('%') ? box.width / 100 : 1) || 0, box.width / 2);
  if (seen(style.backgroundColor)) pen.out.push(rect(box, style.backgroundColor, round));
  if (style.backgroundImage !== 'none') layers(pen, style, box);
  const inset = style.boxShadow.match(/^(rgba?\([^)]*\)).*1px inset$/);
  if (inset) pen.out.push(outline(box, inset[1], 1, round));
  borders(pen, style, box, round);
}

const rect = (box, fill, round = 0) => `<rect x="${number(box.left)}" y="${number(box.top)}" width="${number(box.width)}" height="${number(box.height)}"`
  + `${round ? ` rx="${number(round)}"` : ''} fill="${fill}"/>`;
const outline = (box, colour, wide, round = 0, dash = '') => `<rect x="${number(box.left + wide / 2)}" y="${number(box.top + wide / 2)}" `
  + `width="${number(Math.max(0, box.width - wide))}" height="${number(Math.max(0, box.height - wide))}"${round ? ` rx="${number(round)}"` : ''} `
  + `fill="none" stroke="${colour}" stroke-width="${number(wide)}"${dash}/>`;

function borders(pen, style, box, round) {
  const sides = ['Top', 'Right', 'Bottom', 'Left'].map(side => ({
    wide: style[`border${side}Style`] === 'none' ? 0 : parseFloat(style[`border${side}Width`]), colour: style[`border${side}Color`], kind: style[`border${side}Style`] }));
  if (!sides.some(side => side.wide && seen(side.colour))) return;
  const [top, right, bottom, left] = sides;
  if (sides.every(side => side.wide === top.wide && side.colour === top.colour && side.kind === top.kind))
    return void pen.out.push(outline(box, top.colour, top.wide, round, dashes(top)));
  const lines = [[top, box.left, box.top + top.wide / 2, box.right, box.top + top.wide / 2], [bottom, box.left, box.bottom - bottom.wide / 2, box.right, box.bottom - bottom.wide / 2],
    [left, box.left + left.wide / 2, box.top, box.left + left.wide / 2, box.bottom], [right, box.right - right.wide / 2, box.top, box.right - right.wide / 2, box.bottom]];
  for (const [side, x1, y1, x2, y2] of lines)
    if (side.wide && seen(side.colour))
      pen.out.push(`<line x1="${number(x1)}" y1="${number(y1)}" x2="${number(x2)}" y2="${number(y2)}" stroke="${side.colour}" stroke-width="${number(side.wide)}"${dashes(side)}/>`);
}

const dashes = side => side.kind === 'dashed' ? ` stroke-dasharray="${3 * side.wide} ${2 * side.wide}"` : side.kind === 'dotted' ? ` stroke-dasharray="${side.wide}"` : '';

// Grounds: a line in the middle or at an edge, a hatch, a shape of the sheet.
function layers(pen, style, box) {
  const images = commas(style.backgroundImage), sizes = commas(style.backgroundSize), places = commas(style.backgroundPosition);
  images.forEach((one, at) => {
    const [wide, high = 'auto'] = (sizes[at % sizes.length]).split(' '), [x, y = '50%'] = places[at % places.length].split(' ');
    const shape = one.match(/^url\("?(data:image\/svg\+xml[\s\S]*?)"?\)$/);
    const width = length(wide, box.width, shape ? 12 : box.width), height = length(high, box.height, shape ? width : box.height);
    const spot = { left: box.left + offset(x, box.width - width), top: box.top + offset(y, box.height - height), width, height };
    if (shape) return image(pen, shape[1], style, spot);
    const colours = one.match(/rgba?\([^)]*\)/g) ?? [];
    pen.out.push(rect(spot, one.startsWith('repeating') ? hatch(pen, colours[0]) : colours[0] ?? 'none'));
  });
}

// The parts of a list, at the commas that stand in no bracket: a gradient holds colours, and these hold commas too.
function commas(list) {
  const parts = [''];
  let depth = 0;
  for (const sign of list) {
    depth += (sign === '(') - (sign === ')');
    if (sign === ',' && !depth) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map(part => part.trim());
}
const length = (said, whole, otherwise) => said.endsWith('%') ? parseFloat(said) * whole / 100 : said.endsWith('px') ? parseFloat(said) : otherwise;
const offset = (said, room) => said.endsWith('%') ? parseFloat(said) * room / 100 : parseFloat(said) || 0;

function hatch(pen, colour) {
  if (!pen.patterns.has(colour)) {
    const id = `hatch${pen.patterns.size + 1}`;
    pen.patterns.set(colour, { id, markup: `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="6" fill="${colour}"/></pattern>` });
  }
  return `url(#${pen.patterns.get(colour).id})`;
}

// A picture inside the picture: the same drawing in place, its colours those of the paper.
function image(pen, address, style, box) {
  if (!box.width || !box.height || !address.startsWith('data:image/svg+xml')) return;
  if (!pen.svgs.has(address)) pen.svgs.set(address, parsed(pen, address));
  const made = pen.svgs.get(address);
  if (!made) return;
  const white = style.filter.includes('invert') ? made.inside.replace(/(fill|stroke)="(?!none)[^"]*"/g, '$1="#fff"') : made.inside;
  pen.out.push(`<svg x="${number(box.left)}" y="${number(box.top)}" width="${number(box.width)}" height="${number(box.height)}" ${made.head}>${white}</svg>`);
}

function parsed(pen, address) {
  const source = decodeURIComponent(address.slice(address.indexOf(',') + 1));
  const colours = pen.view.getComputedStyle(pen.page.documentElement);
  // a sheet inside one drawing would style all of them: its words for text become the drawing's own
  const type = source.match(/<style>[^<]*?text\s*\{([^}]*)\}/)?.[1].replace(/font-family:[^;]*;?/, '') ?? '';
  const plain = source.replace(/<style>[\s\S]*?<\/style>/g, '').replace(/var\(--tb-([\w-]+)\)/g, (_, token) => light(pen, colours, token));
  const svg = new DOMParser().parseFromString(plain, 'image/svg+xml').documentElement;
  if (svg.localName !== 'svg') return null;
  if (!svg.hasAttribute('viewBox')) svg.setAttribute('viewBox', `0 0 ${parseFloat(svg.getAttribute('width'))} ${parseFloat(svg.getAttribute('height'))}`);
  const keep = [...svg.attributes].filter(each => !['width', 'height', 'xmlns', 'class', 'style', 'role'].includes(each.name) && !each.name.startsWith('aria-'));
  return { head: keep.map(each => `${each.name}="${escape(each.value)}"`).join(' ') + (type ? ` style="${escape(type)}"` : ''), inside: new XMLSerializer().serializeToString(svg).replace(/^<svg[^>]*?\/?>|<\/svg>$/g, '') };
}

// A token's colour as the paper computes it: light-dark() is no colour for a drawing.
function light(pen, root, token) {
  const probe = pen.probe ??= pen.page.body.appendChild(Object.assign(pen.page.createElement('i'), { className: 'tb-paper-probe' }));
  probe.style.cssText = `position:absolute;width:0;height:0;color:var(--tb-${token})`;
  return pen.view.getComputedStyle(probe).color;
}
