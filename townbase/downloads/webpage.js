// The page of one card, opened from a disk: sorts and searches its table, opens its folds for printing. Sends nothing.
(() => {
  const table = document.querySelector(".tb-table table"); // the chart may hold tables of its own
  addEventListener("beforeprint", () => document.querySelectorAll("details:not([open])").forEach(fold => { fold.open = true; fold.dataset.print = ""; }));
  addEventListener("afterprint", () => document.querySelectorAll("details[data-print]").forEach(fold => { fold.open = false; delete fold.dataset.print; }));
  if (!table) return;
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const key = (row, at) => { const cell = row.cells[at]; return cell.dataset.v ?? cell.textContent; };
  const words = new Intl.Collator("zh-CN", { numeric: true });

  // number before number, word by word; what is missing stays last whichever way
  const order = (at, number, way) => (a, b) => {
    const x = key(a, at), y = key(b, at);
    if (x === "" || y === "") return (x === "") - (y === "");
    return way * (number ? x - y : words.compare(x, y));
  };
  const sort = at => {
    const head = heads[at], next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")];
    heads.forEach(other => other.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", next);
    const sorted = next === "none" ? rows : [...rows].sort(order(at, head.classList.contains("n"), next === "ascending" ? 1 : -1));
    body.append(...sorted);
  };
  heads.forEach((head, at) => head.querySelector("button").addEventListener("click", () => sort(at)));

  const find = document.querySelector("#tb-find"), count = document.querySelector("#tb-count");
  const texts = rows.map(row => row.textContent.toLowerCase());
  find.closest("[hidden]").hidden = false;
  find.addEventListener("input", () => {
    const parts = find.value.trim().toLowerCase().split(/\s+/);
    let seen = 0;
    rows.forEach((row, at) => { row.hidden = !parts.every(part => texts[at].includes(part)); seen += !row.hidden; });
    count.textContent = seen === rows.length ? `共 ${rows.length} 行` : `找到 ${seen} 行，共 ${rows.length} 行`;
  });
})();
