/** Moving around in a design without changing it. */

import { graphOf } from "../../../shared/document";
import { operationOf } from "../document/graphAccess";
import { definitionOf } from "../document/sharedOperations";
import { edges } from "../document/traversal";
import type { CanvasStore } from "../store/canvasState";
import { collapsedFrames } from "../view/drawnFrames";

/** View the definition of a block, or of what a layer such as TimeDistributed holds. */
export function openBlock(store: CanvasStore, node: string): boolean {
  const model = insideOf(store, node);
  if (model === null) return false;
  store.getState().open(model);
  return true;
}

/** The definition that can be seen inside a node. */
export function insideOf(store: CanvasStore, node: string): string | null {
  const { design, graph } = store.getState();
  const here = graphOf(design, graph);
  const operation = here && operationOf(here, node);
  const model = operation ? definitionOf(design, operation) : null;
  return model !== null && graphOf(design, model) ? model : null;
}

/** A neighbour along the data as it is drawn: who feeds a node, or whom it feeds. */
export function neighbour(store: CanvasStore, node: string, way: "up" | "down"): string | null {
  const { design, graph: id } = store.getState();
  const graph = graphOf(design, id);
  const { owner } = collapsedFrames(design, id);
  for (const edge of edges(graph ?? design.main)) {
    const [source, target] = [edge.source, edge.target].map((call) => owner.get(call) ?? call);
    if (source === target) continue;
    if (way === "up" && target === node) return source ?? null;
    if (way === "down" && source === node) return target ?? null;
  }
  return null;
}
