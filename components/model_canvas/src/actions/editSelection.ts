/** What keys and buttons do to what is selected. */

import { graphOf } from "../../../shared/document";
import type { Clip } from "../document/clip";
import { copyNodes } from "../document/clipboard";
import { disconnect, moveInput } from "../document/connect";
import { removeNodes } from "../document/nodes";
import type { CanvasStore } from "../store/canvasState";
import { placeOfEdge } from "../view/edgeViews";
import { counted } from "./counted";

/** Delete what is selected, nodes and edges. */
export function deleteSelection(store: CanvasStore): void {
  const state = store.getState();
  const { graph, selection, selectedEdges } = state;
  const count = selection.length + selectedEdges.length;
  if (count === 0) return;
  const label = selection.length > 0 ? `Delete ${counted(selection.length, "node")}` : "Disconnect";
  state.edit(label, (design) => {
    // From the back of each list, so that the pointers of the others stay valid.
    const places = selectedEdges.map(placeOfEdge).sort((a, b) => compare(b.pointer, a.pointer));
    const without = places.reduce(
      (here, { target, pointer }) => disconnect(here, graph, target, pointer),
      design,
    );
    return removeNodes(without, graph, selection);
  });
  store.getState().announce(`${label}.`);
}

export function selectAll(store: CanvasStore): void {
  const state = store.getState();
  state.select(Object.keys(graphOf(state.design, state.graph)?.nodes ?? {}));
}

/** What is selected, for the clipboard. */
export function copySelection(store: CanvasStore): Clip | null {
  const { design, graph, selection, announce } = store.getState();
  const clip = copyNodes(design, graph, selection);
  if (clip) announce(`Copied ${counted(selection.length, "node")}.`);
  return clip;
}

/** Move the selected edge's tensor within the list it stands in. */
export function moveSelectedInput(store: CanvasStore, by: number): void {
  const state = store.getState();
  const [edge] = state.selectedEdges;
  if (edge === undefined || state.selectedEdges.length > 1) return;
  const { target, pointer } = placeOfEdge(edge);
  const index = Number(pointer.slice(pointer.lastIndexOf("/") + 1)) + by;
  const moved = state.edit("Reorder inputs", (design) =>
    moveInput(design, state.graph, target, pointer, index),
  );
  if (!moved) return;
  const next = `${pointer.slice(0, pointer.lastIndexOf("/"))}/${index}`;
  store.getState().select([], [`${target}:${next}`]);
  store.getState().announce(`Now input ${index + 1}.`);
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
