// Runs before all else, in browsers too old for the rest (hence the old form): the frame around the page speaks Chinese, and
// who gets no page is told why. Streamlit shows an empty skeleton, an English dialog or nothing at all.
(function () {
  var SAID = {
    'Skip to main content': '跳到正文',
    'Page not found': '没有这个页面',
    "The page that you have requested does not seem to exist. Running the app's main page.": '网址中的页面不存在，已显示全市总览。',
    'Connection error': '与服务器的连接已断开',
    'Close': '关闭',
    'Open': '展开'
  };
  var GONE = '服务器没有响应，正在重新连接；恢复后本页自动继续。超过 1 分钟仍未恢复，请刷新页面，或告知管理员检查服务是否在运行。';
  var BLOCKED = '页面已打开，但没有连上服务器：网络、代理或安全软件可能拦截了 WebSocket 连接。请刷新页面；仍不行，请告知管理员放行 /_stcore/stream 的 WebSocket 连接。';
  var OLD = '页面没有显示：浏览器版本可能过低。请改用新版 Edge、Chrome、Firefox 或 Safari；使用双核浏览器的，请切换到极速模式。';
  var NOT_RESPONDING = /^(Is Streamlit still running|Streamlit server is not responding|Cannot connect to Streamlit|Connection timed out)/;
  var WAIT = 10, LOST = 6; // seconds until it is said: at the start, and once a page stood
  var begun = Date.now(), lost = 0, stood = false, broken = false, sign = null;

  document.documentElement.lang = 'zh-CN';

  function translate() {
    var all = document.querySelectorAll('[data-testid=stSkipToContent], [role=dialog] h2, [role=dialog] div, [role=dialog] p, [role=dialog] span, [role=dialog] code');
    for (var at = 0; at < all.length; at++) {
      var each = all[at], text = each.textContent;
      if (each.childElementCount) continue;
      if (SAID[text]) each.textContent = SAID[text];
      else if (NOT_RESPONDING.test(text)) each.textContent = GONE;
      else if (/^streamlit run /.test(text)) each.parentElement.parentElement.style.display = 'none';
    }
    var close = document.querySelectorAll('[role=dialog] [aria-label=Close]');
    for (at = 0; at < close.length; at++) close[at].setAttribute('aria-label', '关闭');
  }

  function say(text) {
    if (!sign) {
      sign = document.createElement('div');
      sign.setAttribute('role', 'alert');
      sign.style.cssText = 'position:fixed;z-index:2000000;top:0;left:0;right:0;padding:12px 24px;background:#1B2026;color:#fff;font:15px/1.6 sans-serif;border-bottom:3px solid #B7392C';
    }
    sign.style.display = text ? 'block' : 'none';
    if (sign.textContent !== text) sign.textContent = text;
    if (text && sign.parentNode !== document.body) document.body.appendChild(sign);
  }

  function look() {
    var app = document.querySelector('[data-testid=stApp]'), waited = (Date.now() - begun) / 1000;
    if (!app) return say(broken || waited > WAIT ? OLD : '');
    if (app.getAttribute('data-test-connection-state') === 'CONNECTED') {
      lost = 0;
      stood = true;
      return say('');
    }
    lost += 1;
    say(document.querySelector('[role=dialog]') ? '' : stood && lost > LOST ? GONE : !stood && waited > WAIT ? BLOCKED : '');
  }

  window.addEventListener('error', function (event) { if (/^(Uncaught )?SyntaxError/.test(event.message || '')) broken = true; });
  setInterval(look, 1000);
  // A dialog is hung to the body and may get its words a little later; watching the whole tree would cost every run.
  document.addEventListener('DOMContentLoaded', function () {
    var soon = function () { [0, 100, 400, 1500].forEach(function (wait) { setTimeout(translate, wait); }); };
    new MutationObserver(soon).observe(document.body, { childList: true });
    soon();
  });
})();
