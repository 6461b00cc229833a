/** Adding from the palette without a place: into the selected edge, or after what is selected. */

import type { CanvasStore } from "../store/canvasState";
import { add } from "./addNodes";
import type { Addable } from "./createCall";

/** Add a call of it, and bring it into view. */
export function addFromPalette(store: CanvasStore, row: Addable): void {
  const { selection, selectedEdges } = store.getState();
  const [edge] = selectedEdges;
  const into = edge !== undefined && selectedEdges.length === 1 && selection.length === 0;
  const made = add(store, row, into ? { kind: "edge", edge, at: null } : { kind: "after" });
  if (made.length === 0) return;
  store.getState().requestView(made);
  store.getState().announce(`${row.label} added.`);
}
