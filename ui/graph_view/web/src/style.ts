// How nodes and edges look. Labels are drawn on the canvas by Cytoscape: no markup from data is ever parsed.
import type { StylesheetJson } from "cytoscape";
import { iconUri, kindStyle } from "./icons";

const FONT = '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif';
const INK = "#22303c";
const ACCENT = "#b07d18";

export function stylesheet(): StylesheetJson {
  return [
    {
      selector: "node",
      style: {
        label: "data(text)",
        "font-family": FONT,
        "font-size": 13,
        color: INK,
        "text-wrap": "wrap",
        "text-max-width": "140px",
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-background-color": "#ffffff",
        "text-background-opacity": 0.82,
        "text-background-padding": "1px",
        "min-zoomed-font-size": 6,
        width: (node: { data: (k: string) => string }) => kindStyle(node.data("kind")).size,
        height: (node: { data: (k: string) => string }) => kindStyle(node.data("kind")).size,
        shape: (node: { data: (k: string) => string }) => kindStyle(node.data("kind")).shape,
        "background-color": (node: { data: (k: string) => string }) => kindStyle(node.data("kind")).colour,
        "background-image": (node: { data: (k: string) => string }) => iconUri(node.data("kind")),
        "background-width": "58%",
        "background-height": "58%",
        "border-width": 2,
        "border-color": "#ffffff",
      },
    },
    { selector: "node[?focus]", style: { "border-width": 4, "border-color": ACCENT, "font-weight": "bold", "font-size": 14 } },
    { selector: "node.pinned", style: { "border-color": INK, "border-style": "double", "border-width": 5 } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": ACCENT, "underlay-color": ACCENT, "underlay-opacity": 0.22, "underlay-padding": 7, "underlay-shape": "ellipse" } },
    {
      selector: "edge",
      style: {
        label: "data(label)",
        "font-family": FONT,
        "font-size": 11,
        color: "#55616c",
        "text-rotation": "autorotate",
        "text-background-color": "#ffffff",
        "text-background-opacity": 0.88,
        "text-background-padding": "1px",
        "min-zoomed-font-size": 7,
        "curve-style": "bezier",
        "control-point-step-size": 34,
        width: 1.3,
        "line-color": "#a3aeb8",
        "target-arrow-color": "#a3aeb8",
        "target-arrow-shape": "triangle",
        "arrow-scale": 0.8,
      },
    },
    { selector: "edge[?derived]", style: { "line-style": "dashed", "line-dash-pattern": [7, 4], "line-color": "#7d74a8", "target-arrow-color": "#7d74a8" } },
    { selector: "edge[?possible]", style: { "line-style": "dotted", "line-color": ACCENT, "target-arrow-shape": "none", width: 2 } },
    { selector: "edge:selected", style: { width: 3, "line-color": ACCENT, "target-arrow-color": ACCENT, color: INK, "font-weight": "bold" } },
    { selector: "edge.quiet", style: { label: "" } },
    { selector: "edge.near", style: { label: "data(label)", "line-color": "#5f6b77", "target-arrow-color": "#5f6b77", width: 2 } },
    { selector: ".dim", style: { opacity: 0.28 } },
  ] as unknown as StylesheetJson;
}

export const CSS = `
:host { display: block; }
.gv { position: relative; border: 1px solid #d5dbe1; border-radius: 4px; background: #fbfcfd; font: 12px/1.45 ${FONT}; color: ${INK}; }
.gv-canvas { position: absolute; inset: 0; outline: none; }
.gv-canvas:focus-visible { box-shadow: inset 0 0 0 2px ${ACCENT}; border-radius: 4px; }
.gv-bar { position: absolute; top: 8px; right: 8px; display: flex; gap: 2px; background: #ffffffee; border: 1px solid #d5dbe1; border-radius: 4px; padding: 2px; z-index: 5; }
.gv button { font: inherit; color: inherit; background: none; border: 0; border-radius: 3px; padding: 2px 7px; cursor: pointer; white-space: nowrap; }
.gv button:hover, .gv button:focus-visible { background: #e8edf2; outline: none; }
.gv button[disabled] { color: #9aa5b0; cursor: default; background: none; }
.gv-legend { position: absolute; left: 8px; bottom: 8px; display: flex; flex-wrap: wrap; gap: 2px 10px; max-width: 70%; background: #ffffffe6; border: 1px solid #e1e6ea; border-radius: 4px; padding: 4px 8px; font-size: 11px; z-index: 4; }
.gv-legend span { display: inline-flex; align-items: center; gap: 4px; white-space: nowrap; }
.gv-legend i { width: 10px; height: 10px; border-radius: 50%; display: inline-block; }
.gv-legend b { width: 20px; height: 0; border-top: 2px solid #a3aeb8; display: inline-block; }
.gv-legend b.derived { border-top-style: dashed; border-color: #7d74a8; }
.gv-legend b.possible { border-top-style: dotted; border-color: ${ACCENT}; }
.gv-note { position: absolute; left: 8px; top: 8px; display: flex; flex-direction: column; gap: 4px; align-items: flex-start; max-width: 52%; z-index: 4; }
.gv-note > * { background: #fff7e3; border: 1px solid #ead9ad; border-radius: 4px; padding: 2px 8px; }
.gv-menu { position: absolute; display: none; min-width: 148px; background: #fff; border: 1px solid #c9d1d8; border-radius: 4px; box-shadow: 0 4px 14px #22303c2e; padding: 3px; z-index: 9; }
.gv-menu.open { display: block; }
.gv-menu h4 { margin: 3px 7px 4px; font-size: 11px; font-weight: 600; color: #66727d; max-width: 220px; overflow-wrap: anywhere; }
.gv-menu button { display: flex; justify-content: space-between; gap: 18px; width: 100%; text-align: left; }
.gv-menu kbd { font: inherit; font-size: 10.5px; color: #87929c; }
.gv-live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.gv-empty { position: absolute; inset: 0; display: grid; place-items: center; color: #66727d; pointer-events: none; }
.gv:fullscreen { width: 100vw; height: 100vh !important; border: 0; border-radius: 0; }
`;
