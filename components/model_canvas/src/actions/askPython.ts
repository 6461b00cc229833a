/** Requests to Python; the status line shows what is going on until the answer comes. */

import { graphOf } from "../../../shared/document";
import type { CanvasStore } from "../store/canvasState";

/** Have a model of `keras.applications` that stands as one layer turned into a block of its layers. */
export function openUp(store: CanvasStore, node: string): void {
  const { design, graph, command, reading } = store.getState();
  const operation = graphOf(design, graph)?.nodes[node]?.operation;
  if (operation === undefined) return;
  reading("Opening it up");
  command({ type: "open_up", graph, operation });
}

/** Open a model of `keras.applications` as a graph of its own. */
export function openApplication(store: CanvasStore, name: string): void {
  const { command, reading } = store.getState();
  reading(`Building ${name} without weights`);
  command({ type: "application", name });
}

/** Have Python source read, and its model drawn in the place of the design. */
export function drawSource(store: CanvasStore, text: string, name = "the pasted code"): void {
  const { command, reading } = store.getState();
  reading(`Reading ${name}`);
  command({ type: "source", name, text });
}

/** Have some lines of Python read; their calls come as a piece, which is pasted (`takeGiven`). */
export function readPiece(store: CanvasStore, text: string): void {
  const { command, reading } = store.getState();
  reading("Reading what was pasted");
  command({ type: "piece", text });
}

/** Have the selected calls written as Python; it comes as an excerpt, which is copied. */
export function askExcerpt(store: CanvasStore): void {
  const { graph, selection, command, reading } = store.getState();
  reading("Writing it as Python");
  command({ type: "excerpt", graph, text: JSON.stringify(selection) });
}
