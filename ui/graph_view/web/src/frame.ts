// The elements around the canvas: tool bar, legend, notes, menu. Text comes from Python's texts in both languages.
import { kindStyle } from "./icons";
import { CSS } from "./style";
import type { GraphData } from "./types";

function element(tag: string, className: string, text?: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function buildFrame(parent: HTMLElement | ShadowRoot): HTMLElement {
  const style = document.createElement("style");
  style.textContent = CSS;
  const root = element("div", "gv");
  const canvas = element("div", "gv-canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  const menu = element("div", "gv-menu");
  menu.setAttribute("role", "menu");
  const live = element("div", "gv-live");
  live.setAttribute("aria-live", "polite");
  root.append(canvas, element("div", "gv-note"), element("div", "gv-bar"), element("div", "gv-legend"), menu, live);
  parent.append(style, root);
  return root;
}

export interface ToolBarAction {
  name: string;
  run: () => void;
}

export function fillBar(root: HTMLElement, data: GraphData, actions: ToolBarAction[]): void {
  const bar = root.querySelector(".gv-bar");
  if (!bar) return;
  bar.replaceChildren(
    ...actions.map(({ name, run }) => {
      const button = element("button", `gv-do-${name}`, data.texts[name] ?? name) as HTMLButtonElement;
      button.type = "button";
      button.title = data.texts[`${name}_help`] ?? data.texts[name] ?? name;
      button.addEventListener("click", run);
      return button;
    }),
  );
}

export function fillLegend(root: HTMLElement, data: GraphData): void {
  const legend = root.querySelector(".gv-legend");
  if (!legend) return;
  const entries: HTMLElement[] = [];
  const counts = new Map<string, number>();
  for (const node of data.nodes) counts.set(node.kind, (counts.get(node.kind) ?? 0) + 1);
  for (const [kind, count] of counts) {
    const entry = element("span", "");
    const swatch = element("i", "");
    swatch.style.background = kindStyle(kind).colour;
    entry.append(swatch, document.createTextNode(`${data.kinds[kind] ?? kind} ${count}`));
    entries.push(entry);
  }
  for (const [flag, present] of [
    ["derived", data.edges.some((edge) => edge.derived && !edge.possible)],
    ["possible", data.edges.some((edge) => edge.possible)],
  ] as const) {
    if (!present) continue;
    const entry = element("span", "");
    entry.append(element("b", flag), document.createTextNode(data.texts[flag] ?? flag));
    entries.push(entry);
  }
  legend.replaceChildren(...entries);
  (legend as HTMLElement).style.display = entries.length ? "" : "none";
}

export function fillNotes(root: HTMLElement, data: GraphData, showHidden: () => void): void {
  const notes = root.querySelector(".gv-note");
  if (!notes) return;
  const parts: HTMLElement[] = [];
  if (data.withheld > 0) {
    parts.push(element("div", "gv-withheld", (data.texts.withheld ?? "").replace("{n}", String(data.withheld))));
  }
  if (data.hidden > 0) {
    const button = element("button", "gv-show-hidden", (data.texts.show_hidden ?? "").replace("{n}", String(data.hidden)));
    button.addEventListener("click", showHidden);
    parts.push(button);
  }
  notes.replaceChildren(...parts);
  root.querySelector(".gv-empty")?.remove();
  if (!data.nodes.length) root.append(element("div", "gv-empty", data.texts.empty ?? ""));
}
