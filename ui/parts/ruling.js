// The text of a ruling with its passages marked, and a list of them beside it; a click in the list scrolls to the words.
// data: {view, segments: [{text, passages: [id]}], items: [{id, group, label, text, tone, title}], focus, height, texts}

function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const shown = new WeakMap();

function reveal(root, id, smooth) {
  root.querySelectorAll(".now").forEach((one) => one.classList.remove("now"));
  const marks = [...root.querySelectorAll("mark")].filter((mark) => mark.dataset.ids.split(" ").includes(id));
  const pane = root.querySelector(".text");
  if (marks.length) {
    const top = marks[0].offsetTop - pane.clientHeight / 3;
    pane.scrollTo({ top, behavior: smooth ? "smooth" : "instant" });
    marks.forEach((mark) => mark.classList.add("now"));
  }
  const list = root.querySelector(".list");
  const item = [...root.querySelectorAll(".item")].find((one) => one.dataset.id === id);
  if (item) {
    item.classList.add("now");
    list.scrollTo({ top: item.offsetTop - list.clientHeight / 3, behavior: smooth ? "smooth" : "instant" });
  }
}

export default function ruling({ data, parentElement }) {
  if (!data) return;
  const state = JSON.stringify(data);
  if (shown.get(parentElement) === state && parentElement.querySelector(".rv")) return;
  const earlier = parentElement.querySelector(".rv");
  const kept = earlier?.dataset.view === data.view ? earlier.querySelector(".text").scrollTop : null;
  earlier?.remove();
  shown.set(parentElement, state);
  const root = node("div", "rv");
  root.dataset.view = data.view;
  root.style.height = `${data.height}px`;
  const tones = new Map(data.items.map((item) => [item.id, item]));
  const pane = node("div", "text");
  pane.tabIndex = 0;
  pane.setAttribute("aria-label", data.texts.text);
  for (const segment of data.segments) {
    if (!segment.passages.length) {
      pane.append(document.createTextNode(segment.text));
      continue;
    }
    const first = tones.get(segment.passages[segment.passages.length - 1]);
    const mark = node("mark", first?.tone ?? "", segment.text);
    mark.dataset.ids = segment.passages.join(" ");
    mark.title = segment.passages.map((id) => tones.get(id)?.title ?? "").filter(Boolean).join("\n");
    mark.addEventListener("click", () => reveal(root, segment.passages[segment.passages.length - 1], true));
    pane.append(mark);
  }
  const list = node("div", "list");
  let group = null;
  for (const item of data.items) {
    if (item.group !== group) {
      group = item.group;
      list.append(node("h5", "", group));
    }
    const button = node("button", `item ${item.tone ?? ""}`);
    button.type = "button";
    button.dataset.id = item.id;
    button.append(node("span", "label", item.label), node("span", "words", item.text));
    button.addEventListener("click", () => reveal(root, item.id, true));
    list.append(button);
  }
  if (!data.items.length) list.append(node("p", "none", data.texts.none));
  root.append(pane, list);
  parentElement.append(root);
  if (kept !== null) pane.scrollTop = kept;
  else if (data.focus) reveal(root, data.focus, false);
}
