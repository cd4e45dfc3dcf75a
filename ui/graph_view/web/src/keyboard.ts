// Walking the graph without a mouse: arrows go to the nearest node that way, letters act on the selected one.
import type { Core, NodeSingular } from "cytoscape";

const DIRECTIONS: Record<string, [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

export function nearest(cy: Core, from: NodeSingular | undefined, key: string): NodeSingular | undefined {
  const direction = DIRECTIONS[key];
  if (!direction) return undefined;
  if (!from) return cy.nodes("[?focus]")[0] ?? cy.nodes()[0];
  const start = from.position();
  let best: NodeSingular | undefined;
  let bestCost = Infinity;
  cy.nodes().forEach((node) => {
    if (node.same(from)) return;
    const dx = node.position("x") - start.x;
    const dy = node.position("y") - start.y;
    const along = dx * direction[0] + dy * direction[1];
    const across = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
    if (along <= 1) return;
    const cost = along + 2.5 * across;
    if (cost < bestCost) {
      bestCost = cost;
      best = node;
    }
  });
  return best;
}

export function zoomBy(cy: Core, factor: number): void {
  cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
}

export function reveal(cy: Core, node: NodeSingular): void {
  const { x, y } = node.renderedPosition();
  const margin = 30;
  if (x < margin || y < margin || x > cy.width() - margin || y > cy.height() - margin) cy.center(node);
}
