/** What keys, buttons and menus do: each one edit of the store, or a change of what is looked at. */

import type { Entry } from "../../shared/catalogue";
import { tensor } from "./document/argument";
import { type Clip, copyNodes, duplicateNodes, pasteNodes } from "./document/clipboard";
import { disconnect, moveInput } from "./document/connect";
import { edges } from "./document/edges";
import { graphOf, lookup, operationOf } from "./document/graphs";
import type { Created } from "./document/nodes";
import { addBlock, addNode, moveNodes, removeNodes } from "./document/nodes";
import { callAgain, makeCopy } from "./document/sharing";
import type { Design, Point } from "./document/types";
import { insertIntoEdge } from "./document/wiring";
import { tidy } from "./layout/layout";
import { analysisOf, type CanvasStore } from "./store";
import { placeOfEdge } from "./view/edges";
import { graphView, layoutProblem, placesOf } from "./view/graph";

/** Delete what is selected, nodes and edges. */
export function deleteSelection(store: CanvasStore): void {
  const state = store.getState();
  const { graph, selection, selectedEdges } = state;
  const count = selection.length + selectedEdges.length;
  if (count === 0) return;
  const label = selection.length > 0 ? `Delete ${things(selection.length, "node")}` : "Disconnect";
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
  if (clip) announce(`Copied ${things(selection.length, "node")}.`);
  return clip;
}

/** Add a clip; its nodes are selected. */
export function paste(store: CanvasStore, clip: Clip, shift?: Point): void {
  create(store, "Paste", (design, graph) => pasteNodes(design, graph, clip, shift));
}

export function duplicateSelection(store: CanvasStore): void {
  const { selection } = store.getState();
  create(store, "Duplicate", (design, graph) => duplicateNodes(design, graph, selection));
}

/** Add an entry of the catalogue at a place, or into an edge. */
export function addAt(store: CanvasStore, entry: Entry, at: Point, edge: string | null): void {
  create(store, `Add ${entry.name}`, (design, graphId) => {
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
  create(store, "Add a block", (design, graph) => addBlock(design, graph, model, at));
}

/** Call the layer of a node once more. */
export function callLayerAgain(store: CanvasStore, node: string): void {
  create(store, "Call again", (design, graph) => callAgain(design, graph, node));
}

/** Give a call of a shared layer one of its own. */
export function copyLayer(store: CanvasStore, node: string): void {
  const state = store.getState();
  state.edit("Make a copy", (design) => makeCopy(design, state.graph, node));
}

/** Move what is selected by a step; steps in quick succession are one edit. */
export function moveSelection(store: CanvasStore, dx: number, dy: number): void {
  const state = store.getState();
  const { graph, selection } = state;
  if (selection.length === 0) return;
  const subject = subjectOf(store);
  const places = placesOf(graphView(subject, null), subject);
  state.edit(
    `Move ${things(selection.length, "node")}`,
    (design) =>
      moveNodes(
        design,
        graph,
        Object.fromEntries(
          selection.map((id) => {
            const [x, y] = lookup(places, id) ?? [0, 0];
            return [id, [x + dx, y + dy]] as const;
          }),
        ),
      ),
    { coalesce: `move ${selection.join()}` },
  );
}

/** Put nodes where they were dragged to. */
export function placeNodes(store: CanvasStore, places: Record<string, Point>): void {
  const state = store.getState();
  const label = `Move ${things(Object.keys(places).length, "node")}`;
  state.edit(label, (design) => moveNodes(design, state.graph, places));
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

/** Lay the graph out anew; what is drawn meanwhile stays. */
export async function tidyGraph(store: CanvasStore): Promise<void> {
  const subject = subjectOf(store);
  const view = graphView(subject, null);
  if (view.nodes.length === 0 || store.getState().tidying) return;
  store.setState({ tidying: true });
  try {
    const places = await tidy(layoutProblem(view));
    const { edit, graph, requestView } = store.getState();
    if (graph !== subject.graphId) return;
    edit("Tidy", (design) => moveNodes(design, subject.graphId, places));
    requestView("overview");
  } finally {
    store.setState({ tidying: false });
  }
}

/** Find better places for a graph that came without any, as far as it has not got some meanwhile. */
export async function arrangeGraph(store: CanvasStore): Promise<void> {
  const subject = subjectOf(store);
  const places = await tidy(layoutProblem(graphView(subject, null)));
  const { design, graph, arrange, requestView } = store.getState();
  if (design !== subject.design) return;
  arrange(subject.graphId, places);
  if (graph === subject.graphId) requestView("overview");
}

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

/** The tensor at an output port. */
export function tensorAt(node: string, port: string) {
  return tensor(node, Number(port));
}

function create(
  store: CanvasStore,
  label: string,
  make: (design: Design, graph: string) => Created,
): void {
  const state = store.getState();
  let nodes: string[] = [];
  const done = state.edit(
    label,
    (design) => {
      const created = make(design, state.graph);
      nodes = created.nodes;
      return created.design;
    },
    { select: () => nodes },
  );
  if (done) state.announce(`${label}: ${things(nodes.length, "node")} added.`);
}

function subjectOf(store: CanvasStore) {
  const state = store.getState();
  const { design, graph: graphId, catalogue } = state;
  return { design, graphId, catalogue, analysis: analysisOf(state) };
}

function things(count: number, thing: string): string {
  return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
