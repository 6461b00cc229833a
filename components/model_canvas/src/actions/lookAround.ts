/** Moving around in a design without changing it. */

import { graphOf } from "../../../shared/document";
import { operationOf } from "../document/graphAccess";
import { edges } from "../document/traversal";
import type { CanvasStore } from "../store/canvasState";

/** View the definition of a block. */
export function openBlock(store: CanvasStore, node: string): boolean {
  const { design, graph, open } = store.getState();
  const here = graphOf(design, graph);
  const operation = here && operationOf(here, node);
  if (operation?.kind !== "model" || !graphOf(design, operation.model)) return false;
  open(operation.model);
  return true;
}

/** A neighbour along the data: who feeds a node, or whom it feeds. */
export function neighbour(store: CanvasStore, node: string, way: "up" | "down"): string | null {
  const { design, graph: id } = store.getState();
  const graph = graphOf(design, id);
  const found = edges(graph ?? design.main).find((edge) =>
    way === "up" ? edge.target === node : edge.source === node,
  );
  return found ? (way === "up" ? found.source : found.target) : null;
}
