/** Renaming in place: at the node itself, without the inspector. */

import { graphOf } from "../../../shared/document";
import { operationOf } from "../document/graphAccess";
import type { CanvasStore } from "../store/canvasState";
import type { UiStore } from "../store/uiStore";

/** Whether a node has a name of its own: a function has none. */
export function canRename(store: CanvasStore, node: string): boolean {
  const { design, graph: graphId } = store.getState();
  const graph = graphOf(design, graphId);
  const operation = graph && operationOf(graph, node);
  return operation !== undefined && operation.kind !== "op";
}

/** Put a field for its name over a node; returns whether it has a name of its own. */
export function startRenaming(store: CanvasStore, ui: UiStore, node: string): boolean {
  const { selection, select, requestView } = store.getState();
  if (!canRename(store, node)) return false;
  if (selection.length !== 1 || selection[0] !== node) select([node]);
  requestView([node]);
  ui.setState({ renaming: node });
  return true;
}
