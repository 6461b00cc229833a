/** What keys and buttons do to what is selected. */

import { type Design, graphOf } from "../../../shared/document";
import type { Clip } from "../document/clip";
import { copyNodes } from "../document/clipboard";
import { freeComments } from "../document/clipNotes";
import { disconnect, moveInput } from "../document/connect";
import { operationName, operationOf } from "../document/graphAccess";
import { isHealable, removeAndHeal } from "../document/heal";
import { removeNodes } from "../document/nodes";
import { withComment } from "../document/notes";
import { ancestors, descendants } from "../document/traversal";
import type { CanvasStore } from "../store/canvasState";
import { placeOfEdge } from "../view/edgeViews";
import { counted } from "./counted";
import { freeAmong } from "./notes";

/**
 * Delete what is selected, nodes and edges; in mid-chain, joining what is left is offered.
 *
 * @param comments What is deleted beside it.
 */
export function deleteSelection(store: CanvasStore, comments: readonly string[] = []): void {
  const { design: before, graph, selection, selectedEdges } = store.getState();
  const torn = isHealable(before, graph, selection);
  if (!remove(store, "Delete", removeNodes, comments) || !torn) return;
  const { design, undo, announce } = store.getState();
  const text = `${gone(before, graph, selection)} stood between others, which are apart now.`;
  const act = () => {
    // One step that undo takes back, not two.
    undo();
    store.getState().select(selection, selectedEdges);
    deleteAndJoin(store, comments);
  };
  store.setState({ suggestion: { text, button: "Join what was before and after", design, act } });
  announce(`Deleted. ${text}`);
}

/** Delete what is selected, and join what was before and after it. */
export function deleteAndJoin(store: CanvasStore, comments: readonly string[] = []): void {
  const { design, graph, selection } = store.getState();
  const whole = selection.length === 0 || isHealable(design, graph, selection);
  if (!remove(store, "Delete and join", removeAndHeal, comments) || whole) return;
  store.getState().announce("Deleted. There was no one tensor to join with what came after.");
}

function gone(design: Design, graphId: string, nodes: readonly string[]): string {
  const graph = graphOf(design, graphId);
  const [only] = nodes;
  const operation = graph && only !== undefined ? operationOf(graph, only) : undefined;
  return nodes.length === 1 && operation ? operationName(operation) : `These ${nodes.length} nodes`;
}

type Remove = (design: Design, graph: string, nodes: Iterable<string>) => Design;

function remove(
  store: CanvasStore,
  verb: string,
  removed: Remove,
  comments: readonly string[],
): boolean {
  const state = store.getState();
  const { graph, selection, selectedEdges } = state;
  if (selection.length + selectedEdges.length === 0) return false;
  const label =
    selection.length > 0 ? `${verb} ${counted(selection.length, "node")}` : "Disconnect";
  const done = state.edit(label, (design) => {
    // From the back of each list, so that the pointers of the others stay valid.
    const places = selectedEdges.map(placeOfEdge).sort((a, b) => compare(b.pointer, a.pointer));
    const without = places.reduce(
      (here, { target, pointer }) => disconnect(here, graph, target, pointer),
      design,
    );
    const silent = comments.reduce((here, id) => withComment(here, graph, id, null), without);
    return removed(silent, graph, selection);
  });
  store.getState().announce(`${label}.`);
  return done;
}

export function selectAll(store: CanvasStore): void {
  const state = store.getState();
  state.select(Object.keys(graphOf(state.design, state.graph)?.nodes ?? {}));
}

/** Select what the selected nodes depend on, or what depends on them, these included. */
export function selectAlong(store: CanvasStore, way: "before" | "after"): void {
  const { design, graph: graphId, selection, select, announce } = store.getState();
  const graph = graphOf(design, graphId);
  if (!graph) return;
  const found = [...(way === "before" ? ancestors : descendants)(graph, selection)];
  select(found);
  announce(`${counted(found.length, "node")} selected.`);
}

/** What is selected, for the clipboard. */
export function copySelection(store: CanvasStore): Clip | null {
  const { design, graph, selection, announce } = store.getState();
  const clip = copyNodes(design, graph, selection, freeAmong(store, selection));
  if (clip) announce(`Copied ${counted(selection.length, "node")}.`);
  return clip;
}

/** Take what is selected away, for the clipboard. */
export function cutSelection(store: CanvasStore): Clip | null {
  const clip = copySelection(store);
  if (clip) deleteSelection(store, freeComments(clip));
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
