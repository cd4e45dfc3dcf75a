// Where nodes go. A first drawing is laid out whole; later ones leave every node that was there where it is.
import type { Core, LayoutOptions, NodeCollection, NodeSingular, Position } from "cytoscape";

type Positions = Map<string, Position>;

/** Positions by view; the page's script outlives a component's mount, so a graph that comes back looks as it was left. */
const remembered = new Map<string, Positions>();

export function recall(view: string): Positions {
  let positions = remembered.get(view);
  if (!positions) {
    positions = new Map();
    remembered.set(view, positions);
  }
  return positions;
}

export function remember(view: string, cy: Core): void {
  const positions = recall(view);
  cy.nodes().forEach((node) => {
    positions.set(node.id(), { ...node.position() });
  });
}

/** Run with a seeded Math.random, so that the same graph is drawn the same way each time. */
function seeded<T>(work: () => T): T {
  const original = Math.random;
  let state = 0x2f6e2b1;
  Math.random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  try {
    return work();
  } finally {
    Math.random = original;
  }
}

function forceOptions(count: number): Record<string, unknown> {
  return {
    name: "fcose",
    quality: count > 800 ? "draft" : "default",
    animate: false,
    nodeDimensionsIncludeLabels: true,
    packComponents: false,
    nodeRepulsion: 5200,
    idealEdgeLength: 62,
    nodeSeparation: 62,
    gravity: 0.45,
    tile: true,
  };
}

export function layoutWhole(cy: Core, name: "force" | "layers"): void {
  const pinned = cy.nodes(".pinned");
  const held = pinned.map((node) => ({ nodeId: node.id(), position: { ...node.position() } }));
  seeded(() => {
    if (name === "layers") {
      cy.layout({
        name: "dagre",
        rankDir: "LR",
        nodeSep: 26,
        rankSep: 120,
        animate: false,
        fit: false,
        nodeDimensionsIncludeLabels: true,
      } as unknown as LayoutOptions).run();
      held.forEach(({ nodeId, position }) => cy.getElementById(nodeId).position(position));
    } else {
      cy.layout({
        ...forceOptions(cy.nodes().length),
        randomize: true,
        fit: false,
        ...(held.length ? { fixedNodeConstraint: held, randomize: false } : {}),
      } as unknown as LayoutOptions).run();
      separate(pinned.nodes(), cy.nodes(":unlocked").nodes());
    }
  });
}

const ROOM = { x: 92, y: 66 };

/** Push new nodes apart until none covers another node or its label; the old ones stay. */
function separate(old: NodeCollection, added: NodeCollection): void {
  const all = old.union(added).nodes();
  for (let round = 0; round < 80; round += 1) {
    let moved = false;
    added.forEach((node) => {
      let { x, y } = node.position();
      all.forEach((other) => {
        if (other.same(node)) return;
        const place = other.position();
        const dx = x - place.x;
        const dy = y - place.y;
        const overlapX = ROOM.x - Math.abs(dx);
        const overlapY = ROOM.y - Math.abs(dy);
        if (overlapX <= 0 || overlapY <= 0) return;
        moved = true;
        if (overlapX / ROOM.x < overlapY / ROOM.y) x += (dx < 0 ? -1 : 1) * (overlapX / 2 + 1);
        else y += (dy < 0 ? -1 : 1) * (overlapY / 2 + 1);
      });
      node.position({ x, y });
    });
    if (!moved) return;
  }
}

/** Place the new nodes in a fan around their anchor, away from what is drawn, then let fcose settle only them. */
export function layoutAdded(cy: Core, added: NodeCollection, anchor: string | null): void {
  const old = cy.nodes().difference(added).nodes();
  const fixed = old.map((node) => ({ nodeId: node.id(), position: { ...node.position() } }));
  seeded(() => {
    const centre = old.length ? old.boundingBox({ includeLabels: false }) : { x1: 0, x2: 0, y1: 0, y2: 0 };
    const middle = { x: (centre.x1 + centre.x2) / 2, y: (centre.y1 + centre.y2) / 2 };
    added.forEach((node, index) => {
      const known = node.neighborhood("node").intersection(old);
      const hub = known.nodes()[0] ?? (anchor ? cy.nodes().getElementById(anchor)[0] : undefined);
      const from = hub ? (hub as NodeSingular).position() : middle;
      const away = Math.atan2(from.y - middle.y, from.x - middle.x);
      const spread = added.length < 2 ? 0 : (index / (added.length - 1) - 0.5) * Math.min(Math.PI * 1.5, 0.5 * added.length);
      const radius = 110 + 45 * Math.floor(index / 10);
      node.position({ x: from.x + radius * Math.cos(away + spread), y: from.y + radius * Math.sin(away + spread) });
    });
    cy.layout({
      ...forceOptions(cy.nodes().length),
      randomize: false,
      fit: false,
      fixedNodeConstraint: fixed,
    } as unknown as LayoutOptions).run();
  });
  separate(old, added);
  // fcose moves the whole drawing by a fraction of a pixel even with every old node fixed: put them back exactly.
  fixed.forEach(({ nodeId, position }) => cy.getElementById(nodeId).position(position));
}
