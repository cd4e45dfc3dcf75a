// What is drawn, as a file: PNG of the whole graph at twice its size, or JSON (node-link, as networkx reads it).
import type { Mounted } from "./types";

function save(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function fileName(view: string, ending: string): string {
  return `anmai-${view.replace(/[^\w-]+/g, "-").slice(0, 60)}.${ending}`;
}

export function savePng(mounted: Mounted): void {
  const blob = mounted.cy.png({ output: "blob", full: true, scale: 2, bg: "#ffffff", maxWidth: 8000, maxHeight: 8000 });
  save(fileName(mounted.data.view, "png"), blob as unknown as Blob);
}

export function drawnGraph(mounted: Mounted): object {
  const { nodes, edges } = mounted.data;
  return {
    directed: true,
    multigraph: true,
    graph: { view: mounted.data.view },
    nodes: nodes.map((node) => ({ ...node, ...mounted.cy.getElementById(node.id).position() })),
    links: edges.map((edge) => ({ ...edge, key: edge.id })),
  };
}

export function saveJson(mounted: Mounted): void {
  const text = JSON.stringify(drawnGraph(mounted), null, 1);
  save(fileName(mounted.data.view, "json"), new Blob([text], { type: "application/json" }));
}
