// A table whose cells wrap instead of being cut off, with links that stay in the session.
// data: {columns: [{key, label, width?, align?, sort?}], rows: [{id, tone?, cells: {key: cell}}], sort, empty, choose, chosen}
// cell: null | string | number | {text, go?, mono?, tone?} | {chips: [{text, tone}]} | {lines: [cell]} | {inline: [cell]} | {parts: [{text, mark}]}

function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// The first page lies at the root: it has no address of its own name.
const HOME = "leads";

function href(go) {
  const params = new URLSearchParams(Object.entries(go).filter(([name]) => name !== "page"));
  return `${go.page === HOME ? "./" : go.page}?${params}`;
}

function fill(target, cell, follow) {
  if (cell === null || cell === undefined || cell === "") {
    target.append(node("span", "none", "—"));
  } else if (typeof cell !== "object") {
    target.append(document.createTextNode(String(cell)));
  } else if (cell.chips) {
    for (const chip of cell.chips) target.append(node("span", `chip ${chip.tone ?? ""}`, chip.text));
    if (!cell.chips.length) target.append(node("span", "none", "—"));
  } else if (cell.lines) {
    for (const line of cell.lines) {
      const row = node("div", "line");
      fill(row, line, follow);
      target.append(row);
    }
  } else if (cell.inline) {
    for (const one of cell.inline) {
      const part = node("span", "inline");
      fill(part, one, follow);
      target.append(part);
    }
  } else if (cell.parts) {
    for (const part of cell.parts) target.append(part.mark ? node("mark", "", part.text) : document.createTextNode(part.text));
  } else if (cell.go) {
    const link = node("a", cell.tone ?? "", cell.text);
    link.href = href(cell.go);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      follow(cell.go);
    });
    target.append(link);
  } else {
    target.append(node("span", `${cell.tone ?? ""} ${cell.mono ? "mono" : ""}`, cell.text));
  }
}

export default function table({ data, parentElement, setStateValue, setTriggerValue }) {
  if (!data) return;
  const follow = (go) => setTriggerValue("go", { ...go, serial: String(Date.now()) });
  const chosen = new Set(data.chosen ?? []);
  const root = node("div", "tv");
  const frame = node("table", "");
  const head = node("thead", "");
  const headRow = node("tr", "");
  if (data.choose) headRow.append(node("th", "pick"));
  for (const column of data.columns) {
    const cell = node("th", column.align ?? "");
    if (column.width) cell.style.width = column.width;
    cell.scope = "col";
    if (column.sort) {
      const current = (data.sort ?? "").replace(/^-/, "") === column.sort;
      const descending = (data.sort ?? "").startsWith("-");
      const button = node("button", current ? "current" : "", column.label);
      button.type = "button";
      button.append(node("span", "arrow", current ? (descending ? " ↓" : " ↑") : " ↕"));
      cell.setAttribute("aria-sort", current ? (descending ? "descending" : "ascending") : "none");
      button.addEventListener("click", () => setTriggerValue("sort", current && descending ? column.sort : `-${column.sort}`));
      cell.append(button);
    } else cell.textContent = column.label;
    headRow.append(cell);
  }
  head.append(headRow);
  const body = node("tbody", "");
  for (const row of data.rows) {
    const line = node("tr", row.tone ?? "");
    line.dataset.id = row.id;
    if (data.choose) {
      const cell = node("td", "pick");
      const box = node("input", "");
      box.type = "checkbox";
      box.checked = chosen.has(row.id);
      box.setAttribute("aria-label", data.choose);
      box.addEventListener("change", () => {
        if (box.checked) chosen.add(row.id);
        else chosen.delete(row.id);
        setStateValue("chosen", [...chosen]);
      });
      cell.append(box);
      line.append(cell);
    }
    for (const column of data.columns) {
      const cell = node("td", column.align ?? "");
      fill(cell, row.cells[column.key], follow);
      line.append(cell);
    }
    if (row.go) {
      line.classList.add("goes");
      line.addEventListener("click", (event) => {
        if (!event.target.closest("a, button, input") && !getSelection()?.toString()) follow(row.go);
      });
    }
    body.append(line);
  }
  frame.append(head, body);
  root.append(frame);
  if (!data.rows.length) root.append(node("p", "empty", data.empty ?? ""));
  parentElement.querySelector(".tv")?.remove();
  parentElement.append(root);
}
