// The few English words of the frame around the page, which no setting changes.
const SAID = {
  'Skip to main content': '跳到正文',
  'Page not found': '没有这个页面',
  "The page that you have requested does not seem to exist. Running the app's main page.": '网址中的页面不存在，已显示全市总览。',
};
const WHERE = '[data-testid=stSkipToContent], [role=dialog] h2, [role=dialog] div';

function translate() {
  for (const each of document.querySelectorAll(WHERE))
    if (!each.childElementCount && SAID[each.textContent]) each.textContent = SAID[each.textContent];
}

function speakChinese() {
  document.documentElement.lang = 'zh-CN';
  translate();
  // A dialog is hung to the body and may get its words a little later; watching the whole tree would cost every run.
  const soon = () => { for (const wait of [0, 100, 400, 1500]) setTimeout(translate, wait); };
  new MutationObserver(soon).observe(document.body, { childList: true });
  soon();
}
