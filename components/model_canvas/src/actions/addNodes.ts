/** Putting calls onto the canvas: each is one edit, and what it makes is selected. */

import { type Design, graphOf } from "../../../shared/document";
import { wireAfter, wireFrom, wireIntoEdge, wireTo } from "../document/addConnected";
import type { Clip } from "../document/clip";
import { duplicateNodes, pasteNodes } from "../document/clipboard";
import { placeAbove, placeBelow } from "../document/freePlaces";
import { snapped } from "../document/grid";
import type { Created } from "../document/nodes";
import { outputCounts } from "../document/outputs";
import { type FindEntry, isLacking, portsOf } from "../document/ports";
import { roomInEdge } from "../document/roomInEdge";
import { callAgain, makeCopy } from "../document/sharing";
import { type Edge, edges } from "../document/traversal";
import type { Point } from "../document/types";
import { analysisOf, type CanvasState, type CanvasStore } from "../store/canvasState";
import type { Connecting } from "../store/uiStore";
import { collapsedFrames } from "../view/drawnFrames";
import { drawnPlaces, drawnView } from "../view/drawnView";
import { placeOfEdge } from "../view/edgeViews";
import { pointerOf, tensorAt } from "../view/portPlacement";
import { type Addable, createCall } from "./createCall";
import { createNodes } from "./createNodes";
import { editCode } from "./customLayers";
import { freeAmong } from "./notes";

/** Where a new call goes, and what it is wired to. */
export type Where =
  /** Below what is selected, wired to it where that is plain. */
  | { kind: "after" }
  /** At a place, unconnected. */
  | { kind: "at"; place: Point }
  /** Into an edge, where it was dropped on it or in its middle. */
  | { kind: "edge"; edge: string; at: Point | null }
  /** Where a wire ends that was drawn from a port, and wired to that. */
  | { kind: "wire"; from: Connecting["from"]; place: Point };

/** Add a call of something as one edit; returns the new node, or none where nothing changed. */
export function add(store: CanvasStore, thing: Addable, where: Where): string[] {
  const state = store.getState();
  const make = (before: Design, at: Point) => createCall(state, before, state.graph, thing, at);
  const label = thing.kind === "custom" ? "New custom layer" : `Add ${thing.label}`;
  const made = createNodes(store, label, (design, graphId) => {
    switch (where.kind) {
      case "after":
        return added(state, design, make);
      case "at":
        return make(design, where.place);
      case "edge": {
        const edge = edgeOf(design, graphId, where.edge);
        if (edge === undefined) return added(state, design, make);
        const room = roomFor(state, design, edge, where.at);
        const created = make(room.design, room.place);
        return wireIntoEdge(created, graphId, edge, created.find);
      }
      case "wire": {
        const { node, port, kind } = where.from;
        const created = make(design, where.place);
        return kind === "source"
          ? wireFrom(created, graphId, tensorAt(node, port), created.find)
          : wireTo(created, graphId, { node, pointer: pointerOf(port) });
      }
    }
  });
  if (made.length > 0 && thing.kind === "custom") editCode();
  return made;
}

/** Add a call after what is selected; what takes nothing goes before it, if something is lacking there. */
function added(
  state: CanvasState,
  design: Design,
  make: (design: Design, at: Point) => Created & { find: FindEntry },
): Created {
  const { graph: graphId, selection, catalogue } = state;
  const below = placeBelow(design, graphId, selection);
  const created = make(design, below);
  const [id] = created.nodes;
  const [target] = selection;
  const takes = id !== undefined && portsOf(created.design, graphId, id, created.find).length > 0;
  if (!takes && target !== undefined && selection.length === 1) {
    const find: FindEntry = (path) => catalogue?.find(path);
    const lacking = portsOf(design, graphId, target, find).find(isLacking);
    if (lacking) {
      const above = make(design, placeAbove(design, graphId, target));
      return wireTo(above, graphId, { node: target, pointer: lacking.pointer });
    }
  }
  const counts = outputCounts(analysisOf(state)?.graphs[graphId]);
  return wireAfter(created, graphId, selection, counts, created.find);
}

/** Room for a call in a wire; at a collapsed frame, calls do not stand where they are drawn. */
function roomFor(state: CanvasState, design: Design, edge: Edge, at: Point | null) {
  const { graph: graphId, catalogue } = state;
  const { owner } = collapsedFrames(design, graphId);
  const [source, target] = [edge.source, edge.target].map((id) => owner.get(id));
  if (source === undefined && target === undefined) return roomInEdge(design, graphId, edge, at);
  const subject = { design, graphId, catalogue, analysis: analysisOf(state) };
  const places = drawnPlaces(drawnView(subject, null), subject);
  const [x1, y1] = places[source ?? edge.source] ?? [0, 0];
  const [x2, y2] = places[target ?? edge.target] ?? [x1, y1];
  const middle: Point = [snapped((x1 + x2) / 2), snapped((y1 + y2) / 2)];
  return { design, place: at ?? middle };
}

function edgeOf(design: Design, graphId: string, id: string): Edge | undefined {
  const { target, pointer } = placeOfEdge(id);
  const graph = graphOf(design, graphId);
  return graph && edges(graph).find((edge) => edge.target === target && edge.pointer === pointer);
}

/** Add a clip; its nodes are selected. */
export function paste(store: CanvasStore, clip: Clip, shift?: Point): void {
  createNodes(store, "Paste", (design, graph) => pasteNodes(design, graph, clip, shift));
}

export function duplicateSelection(store: CanvasStore): void {
  const { selection } = store.getState();
  const free = freeAmong(store, selection);
  createNodes(store, "Duplicate", (design, graph) =>
    duplicateNodes(design, graph, selection, free),
  );
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

/** Whether something can stand in the middle of an edge: whether it takes a tensor. */
export function goesIntoEdge(store: CanvasStore, thing: Addable): boolean {
  const state = store.getState();
  const created = createCall(state, state.design, state.graph, thing, [0, 0]);
  const [id] = created.nodes;
  const ports = id === undefined ? [] : portsOf(created.design, state.graph, id, created.find);
  return ports.some(({ required, many }) => required || many);
}
