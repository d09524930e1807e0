// The file: from a click on a button to the download.
async function sharp({ svg, width, height }) {
  const picture = new Image(), address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    picture.src = address;
    await picture.decode();
    const scale = Math.min(SHARP, Math.sqrt(MOST_PIXELS / (width * height)));
    const canvas = Object.assign(document.createElement('canvas'), { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => canvas.toBlob(blob => blob ? done(blob) : failed(new Error('empty')), 'image/png'));
  } finally { URL.revokeObjectURL(address); }
}

function save(blob, name) {
  const address = URL.createObjectURL(blob), link = Object.assign(document.createElement('a'), { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

async function take(button) {
  const card = button.closest('[class*=st-key-card-]'), row = button.closest('.tb-take'), say = row.querySelector('[role=status]'), kind = button.dataset.take;
  if (row.dataset.busy) return;
  row.dataset.busy = kind;
  say.textContent = '正在生成…';
  let frame;
  try {
    const facts = withSeen(card, row.dataset), slide = kind === 'slide';
    frame = await paper(card, facts, slide);
    const drawn = drawing(frame), made = slide ? sized(drawn) : drawn, name = `${facts.name}${slide ? '-幻灯片' : ''}.${kind === 'svg' ? 'svg' : 'png'}`;
    save(kind !== 'svg' ? await sharp(made) : new Blob([made.svg], { type: 'image/svg+xml' }), name);
    say.textContent = `已生成 ${name}`;
  } catch (error) {
    say.textContent = '这个浏览器未能生成图片，请改用网页或 Excel 下载。';
    console.error(error);
  } finally { frame?.remove(); delete row.dataset.busy; }
}

// The picture shows the rows that the page shows; what narrowed them stands in its name and under it.
function withSeen(card, facts) {
  const { unmet, words } = window.townbaseTables.seenIn(card), left = [unmet && '只列未达标', words && `查找“${words}”`].filter(Boolean);
  return left.length ? { ...facts, name: `${facts.name}-${left.join('-').replace(/[“”]/g, '')}`, foot: `${left.join('，')} ｜ ${facts.foot}` } : facts;
}

export default function ({ data, setStateValue }) {
  saySeen = setStateValue;
  heardLast = data?.heard;
  if (window.__townbasePicture) return;
  window.__townbasePicture = true;
  document.addEventListener('click', event => {
    const button = event.composedPath().find(node => node.dataset?.take);
    if (!button) return;
    button.closest('details').open = false;
    if (['html', 'xlsx', 'csv'].includes(button.dataset.take)) press(button);
    else take(button);
  });
  menus();
}
