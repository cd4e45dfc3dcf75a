// Entry of the graph component. Streamlit calls the default export on every change of data, so the drawing is kept
// by the element that it is mounted in, and only differences are applied.
import cytoscape from "cytoscape";
import type { Core, EdgeSingular, ElementDefinition, EventObject, NodeSingular } from "cytoscape";
import dagre from "cytoscape-dagre";
import fcose from "cytoscape-fcose";
import { saveJson, savePng } from "./export";
import { buildFrame, fillBar, fillLegend, fillNotes } from "./frame";
import { nearest, reveal, zoomBy } from "./keyboard";
import { layoutAdded, layoutWhole, recall, remember } from "./layout";
import { closeMenu, openMenu } from "./menu";
import { stylesheet } from "./style";
import type { ActionName, Component, EdgeData, GraphData, Mounted, NodeData } from "./types";

cytoscape.use(fcose);
cytoscape.use(dagre as unknown as cytoscape.Ext);

const QUIET_EDGES = 70;
const NOTHING = JSON.stringify({ nodes: [], edges: [] });
const mounts = new WeakMap<object, Mounted>();

function nodeElement(node: NodeData): ElementDefinition {
  return { group: "nodes", data: { ...node, text: node.sub ? `${node.label}\n${node.sub}` : node.label } };
}

function edgeElement(edge: EdgeData): ElementDefinition {
  return { group: "edges", data: { ...edge } };
}

function act(mounted: Mounted, action: ActionName, id: string): void {
  mounted.serial += 1;
  mounted.component.setTriggerValue("action", { action, id, serial: mounted.serial });
}

function selectedNode(cy: Core): NodeSingular | undefined {
  return cy.nodes(":selected")[0];
}

function tellSelection(mounted: Mounted): void {
  const { cy } = mounted;
  const nodes = cy.nodes(":selected").map((node) => node.id());
  const edges = cy.edges(":selected").map((edge) => edge.id());
  const chosen = { nodes, edges };
  const text = JSON.stringify(chosen);
  if (text === mounted.selectedSent) return;
  mounted.selectedSent = text;
  mounted.component.setStateValue("selection", chosen);
  const live = mounted.root.querySelector(".gv-live");
  if (live) live.textContent = cy.$(":selected").map((one) => String(one.data("text") ?? one.data("label"))).join(", ");
}

function quietEdges(cy: Core): void {
  const many = cy.edges().length > QUIET_EDGES;
  cy.batch(() => {
    cy.edges().toggleClass("quiet", many).removeClass("near");
    const chosen = cy.$("node:selected");
    if (many && chosen.length) chosen.connectedEdges().addClass("near");
  });
}

function menuFor(mounted: Mounted, node: NodeSingular): void {
  const { data, root } = mounted;
  const texts = data.texts;
  const at = node.renderedPosition();
  openMenu(root, { x: at.x + 14, y: at.y + 8 }, String(node.data("label")), [
    { text: texts.expand ?? "", hint: "Enter", enabled: node.data("expandable") !== false, run: () => act(mounted, "expand", node.id()) },
    { text: texts.open ?? "", hint: "O", enabled: node.data("page") === true, run: () => act(mounted, "open", node.id()) },
    { text: (node.hasClass("pinned") ? texts.unpin : texts.pin) ?? "", hint: "P", enabled: true, run: () => togglePin(node) },
    { text: texts.hide ?? "", hint: "H", enabled: true, run: () => act(mounted, "hide", node.id()) },
  ]);
}

function togglePin(node: NodeSingular): void {
  if (node.hasClass("pinned")) node.removeClass("pinned").unlock();
  else node.addClass("pinned").lock();
}

function choose(mounted: Mounted, element: NodeSingular | EdgeSingular): void {
  mounted.cy.$(":selected").unselect();
  element.select();
}

function onKey(mounted: Mounted, event: KeyboardEvent): void {
  const { cy, root } = mounted;
  const node = selectedNode(cy);
  const next = nearest(cy, node, event.key);
  if (next) {
    choose(mounted, next);
    reveal(cy, next);
  } else if (event.key === "Enter" && node && node.data("expandable") !== false) act(mounted, "expand", node.id());
  else if (event.key === "Escape") {
    closeMenu(root);
    cy.$(":selected").unselect();
  } else if ((event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) && node) menuFor(mounted, node);
  else if (event.key === "+" || event.key === "=") zoomBy(cy, 1.2);
  else if (event.key === "-") zoomBy(cy, 1 / 1.2);
  else if (event.key === "0") fit(cy);
  else if ((event.key === "h" || event.key === "Delete") && node) act(mounted, "hide", node.id());
  else if (event.key === "p" && node) togglePin(node);
  else if (event.key === "o" && node?.data("page") === true) act(mounted, "open", node.id());
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function fit(cy: Core): void {
  cy.fit(undefined, 46);
  if (cy.zoom() > 1.25) {
    cy.zoom(1.25);
    cy.center();
  }
}

function listen(mounted: Mounted): void {
  const { cy, root } = mounted;
  const canvas = root.querySelector<HTMLElement>(".gv-canvas");
  canvas?.addEventListener("keydown", (event) => onKey(mounted, event));
  canvas?.addEventListener("contextmenu", (event) => event.preventDefault());
  root.querySelector(".gv-menu")?.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Escape") {
      closeMenu(root);
      canvas?.focus();
    }
  });
  cy.on("select unselect", () => {
    quietEdges(cy);
    // A click unselects one element and selects another: one message after both.
    setTimeout(() => tellSelection(mounted), 0);
  });
  cy.on("tap", (event: EventObject) => {
    closeMenu(root);
    canvas?.focus({ preventScroll: true });
    if (event.target === cy) cy.$(":selected").unselect();
  });
  cy.on("cxttap", "node", (event: EventObject) => {
    choose(mounted, event.target as NodeSingular);
    menuFor(mounted, event.target as NodeSingular);
  });
  cy.on("dbltap", "node", (event: EventObject) => {
    const node = event.target as NodeSingular;
    if (node.data("expandable") !== false) act(mounted, "expand", node.id());
  });
  cy.on("dragfree", "node", () => remember(mounted.data.view, cy));
}

function mount(component: Component, data: GraphData): Mounted {
  const root = buildFrame(component.parentElement);
  root.style.height = `${data.height}px`;
  const canvas = root.querySelector<HTMLElement>(".gv-canvas");
  const cy = cytoscape({
    container: canvas,
    style: stylesheet(),
    minZoom: 0.08,
    maxZoom: 3,
    selectionType: "single",
    boxSelectionEnabled: false,
  });
  const mounted: Mounted = { cy, data, root, component, serial: Date.now(), layoutName: "force", selectedSent: NOTHING };
  listen(mounted);
  return mounted;
}

function draw(mounted: Mounted, data: GraphData): void {
  const { cy } = mounted;
  const sameView = mounted.data.view === data.view;
  if (!sameView) {
    remember(mounted.data.view, cy);
    cy.elements().remove();
  }
  mounted.data = data;
  const nodeIds = new Set(data.nodes.map((node) => node.id));
  const edgeIds = new Set(data.edges.map((edge) => edge.id));
  const first = cy.nodes().length === 0;
  const known = recall(data.view);
  cy.batch(() => {
    cy.edges().filter((edge) => !edgeIds.has(edge.id())).remove();
    cy.nodes().filter((node) => !nodeIds.has(node.id())).remove();
    for (const node of data.nodes) {
      const there = cy.getElementById(node.id);
      if (there.length) there.data(nodeElement(node).data);
    }
    for (const edge of data.edges) {
      const there = cy.getElementById(edge.id);
      if (there.length) there.data(edge);
    }
  });
  const fresh = data.nodes.filter((node) => cy.getElementById(node.id).empty());
  let added = cy.add(fresh.map(nodeElement)).nodes();
  cy.add(
    data.edges
      .filter((edge) => cy.getElementById(edge.id).empty() && nodeIds.has(edge.source) && nodeIds.has(edge.target))
      .map(edgeElement),
  );
  const returning = added.filter((node) => known.has(node.id()));
  returning.forEach((node) => {
    node.position({ ...known.get(node.id())! });
  });
  added = added.difference(returning);
  if (first && returning.empty()) layoutWhole(cy, mounted.layoutName);
  else if (added.length) layoutAdded(cy, added, data.anchor);
  quietEdges(cy);
  if (first) fit(cy);
  else if (added.length) {
    const box = added.renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > cy.width() || box.y2 > cy.height()) fit(cy);
  }
  remember(data.view, cy);
}

function decorate(mounted: Mounted): void {
  const { cy, data, root } = mounted;
  root.querySelector(".gv-canvas")?.setAttribute("aria-label", data.texts.canvas ?? "");
  fillBar(root, data, [
    { name: "zoom_in", run: () => zoomBy(cy, 1.25) },
    { name: "zoom_out", run: () => zoomBy(cy, 1 / 1.25) },
    { name: "fit", run: () => fit(cy) },
    {
      name: mounted.layoutName === "force" ? "layers" : "force",
      run: () => {
        mounted.layoutName = mounted.layoutName === "force" ? "layers" : "force";
        layoutWhole(cy, mounted.layoutName);
        fit(cy);
        remember(mounted.data.view, cy);
        decorate(mounted);
      },
    },
    { name: "png", run: () => savePng(mounted) },
    { name: "json", run: () => saveJson(mounted) },
    { name: "full", run: () => void (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()) },
  ]);
  fillLegend(root, data);
  fillNotes(root, data, () => act(mounted, "show_hidden", ""));
}

export default function graphView(component: Component): () => void {
  const { data, parentElement } = component;
  if (!data) return () => undefined;
  let mounted = mounts.get(parentElement);
  if (!mounted || !mounted.root.isConnected) {
    mounted = mount(component, data);
    mounts.set(parentElement, mounted);
    const { cy, root } = mounted;
    new ResizeObserver(() => cy.resize()).observe(root);
  }
  mounted.component = component;
  draw(mounted, data);
  tellSelection(mounted);
  decorate(mounted);
  const held = mounted;
  return () => {
    if (!held.root.isConnected) {
      held.cy.destroy();
      mounts.delete(parentElement);
    }
  };
}
