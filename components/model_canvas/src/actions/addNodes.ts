/** Putting calls onto the canvas: each is one edit, and what it makes is selected. */

import type { Entry } from "../../../shared/catalogue";
import { graphOf } from "../../../shared/document";
import { insertIntoEdge } from "../document/addConnected";
import type { Clip } from "../document/clip";
import { duplicateNodes, pasteNodes } from "../document/clipboard";
import { addBlock, addNode } from "../document/nodes";
import { callAgain, makeCopy } from "../document/sharing";
import { edges } from "../document/traversal";
import type { Point } from "../document/types";
import type { CanvasStore } from "../store/canvasState";
import { placeOfEdge } from "../view/edgeViews";
import { createNodes } from "./createNodes";

/** Add a clip; its nodes are selected. */
export function paste(store: CanvasStore, clip: Clip, shift?: Point): void {
  createNodes(store, "Paste", (design, graph) => pasteNodes(design, graph, clip, shift));
}

export function duplicateSelection(store: CanvasStore): void {
  const { selection } = store.getState();
  createNodes(store, "Duplicate", (design, graph) => duplicateNodes(design, graph, selection));
}

/** Add an entry of the catalogue at a place, or into an edge. */
export function addAt(store: CanvasStore, entry: Entry, at: Point, edge: string | null): void {
  createNodes(store, `Add ${entry.name}`, (design, graphId) => {
    const graph = graphOf(design, graphId);
    const place = edge === null ? null : placeOfEdge(edge);
    const hit =
      graph && place
        ? edges(graph).find((e) => e.target === place.target && e.pointer === place.pointer)
        : undefined;
    return hit
      ? insertIntoEdge(design, graphId, hit, entry, at)
      : addNode(design, graphId, entry, at);
  });
}

/** Add an instance of a definition at a place. */
export function addBlockAt(store: CanvasStore, model: string, at: Point): void {
  createNodes(store, "Add a block", (design, graph) => addBlock(design, graph, model, at));
}

/** Call the layer of a node once more. */
export function callLayerAgain(store: CanvasStore, node: string): void {
  createNodes(store, "Call again", (design, graph) => callAgain(design, graph, node));
}

/** Give a call of a shared layer one of its own. */
export function copyLayer(store: CanvasStore, node: string): void {
  const state = store.getState();
  state.edit("Make a copy", (design) => makeCopy(design, state.graph, node));
}
