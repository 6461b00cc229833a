/** Blocks by buttons and keys: each is one edit, and what cannot be done is said in a sentence. */

import { type Design, graphOf, lookup } from "../../../shared/document";
import { dissolve, dissolveRefusal } from "../document/blocks/dissolve";
import { blockRefusal, makeBlock } from "../document/blocks/makeBlock";
import { blockDefinition, chainProblem, repeatProblem, setRepeat } from "../document/blocks/repeat";
import { placeBeside } from "../document/freePlaces";
import { operationOf, positionsOf, withGraph } from "../document/graphAccess";
import { addBlock, type Created } from "../document/nodes";
import { outputCounts } from "../document/outputs";
import type { Point } from "../document/types";
import { analysisOf, type CanvasState, type CanvasStore } from "../store/canvasState";
import { setPanels, type UiStore } from "../store/uiStore";
import { graphView, placesOf } from "../view/graphView";

/** Make what is selected a block, drawn as one node that is selected then. */
export function blockOfSelection(store: CanvasStore): boolean {
  return made(store, "Make a block", (design, state) => blockOf(design, state));
}

/** Make what is selected a block that is there several times, one after another. */
export function repeatSelection(store: CanvasStore, times: number): boolean {
  const problem = repeatProblem(times);
  if (problem !== null) return refuse(store, problem);
  return made(
    store,
    `Repeat ${times} times`,
    (design, state) => {
      const [only] = state.selection;
      const block = only !== undefined && state.selection.length === 1 ? only : null;
      const whole: Created =
        block !== null && blockDefinition(design, state.graph, block) !== null
          ? { design, nodes: [block] }
          : blockOf(design, state);
      const [id] = whole.nodes;
      const graph = graphOf(whole.design, state.graph);
      const operation = id === undefined ? undefined : graph?.nodes[id]?.operation;
      if (operation === undefined) return whole;
      return { ...whole, design: setRepeat(whole.design, state.graph, operation, times) };
    },
    repeatSelectionRefusal(store.getState()),
  );
}

/** Make what is selected a block, unless it is one, and ask how many times it is there. */
export function askRepeat(store: CanvasStore, ui: UiStore): void {
  const { design, graph, selection } = store.getState();
  const refusal = repeatSelectionRefusal(store.getState());
  if (refusal !== null) {
    refuse(store, refusal);
    return;
  }
  const [only] = selection;
  const whole =
    selection.length === 1 && only !== undefined && blockDefinition(design, graph, only) !== null;
  if (!whole && !blockOfSelection(store)) return;
  setPanels(ui, { inspector: true });
  ui.setState({ repeating: store.getState().selection[0] ?? null });
}

/** Put what is inside of the selected blocks in their place. */
export function dissolveSelection(store: CanvasStore): boolean {
  const { design: before, graph, selection } = store.getState();
  const blocks = selection.filter((id) => blockDefinition(before, graph, id) !== null);
  if (blocks.length === 0)
    return refuse(store, "Select a block: Dissolve puts its layers in its place.");
  const problem = blocks
    .map((id) => dissolveRefusal(before, graph, id))
    .find((one) => one !== null);
  if (problem) return refuse(store, problem);
  return made(store, blocks.length === 1 ? "Dissolve" : "Dissolve blocks", (design, state) => {
    let here: Created = { design, nodes: [] };
    for (const id of blocks) {
      // Another call of the same block may have gone with one before.
      if (blockDefinition(here.design, graph, id) === null) continue;
      const next = dissolve(here.design, graph, id, around(state, here.design, id));
      here = { design: next.design, nodes: [...here.nodes, ...next.nodes] };
    }
    return here;
  });
}

/** Put another instance of a block beside it: the same layers, weights of its own. */
export function copyBlock(store: CanvasStore, node: string): boolean {
  return made(store, "Make a copy", (design, { graph }) => {
    const model = blockDefinition(design, graph, node);
    if (model === null) return { design, nodes: [] };
    const created = addBlock(design, graph, model, placeBeside(design, graph, node));
    const [id] = created.nodes;
    return {
      ...created,
      design: id === undefined ? design : likeBlock(created.design, graph, node, id),
    };
  });
}

/** An instance with the settings of another. */
function likeBlock(design: Design, graphId: string, node: string, copy: string): Design {
  return withGraph(design, graphId, (graph) => {
    const from = operationOf(graph, node);
    const id = graph.nodes[copy]?.operation ?? "";
    const own = graph.operations[id];
    if (from?.kind !== "model" || own?.kind !== "model") return graph;
    const like = { ...from, name: own.name };
    return { ...graph, operations: { ...graph.operations, [id]: like } };
  });
}

/** Why what is selected cannot be repeated, or null. */
function repeatSelectionRefusal(state: CanvasState): string | null {
  const { design, graph, selection } = state;
  const [only] = selection;
  const analysis = analysisOf(state);
  const model =
    selection.length === 1 && only !== undefined ? blockDefinition(design, graph, only) : null;
  if (model !== null) {
    const counts = outputCounts(lookup(analysis?.graphs ?? {}, model));
    return chainProblem(design, lookup(design.models, model), counts);
  }
  const { design: whole, nodes } = blockOf(design, state);
  const [id] = nodes;
  const made = id === undefined ? null : blockDefinition(whole, graph, id);
  if (made === null) return null;
  const counts = outputCounts(lookup(analysis?.graphs ?? {}, graph));
  return chainProblem(whole, lookup(whole.models, made), counts);
}

function blockOf(design: Design, state: CanvasState): Created {
  const found = lookup(analysisOf(state)?.graphs ?? {}, state.graph) ?? null;
  return makeBlock(design, state.graph, state.selection, found);
}

/** What is known of a block beside the document. */
function around(state: CanvasState, design: Design, node: string) {
  const { graph, catalogue } = state;
  const analysis = analysisOf(state);
  const model = blockDefinition(design, graph, node) ?? "";
  const known = positionsOf(design, model);
  const subject = { design, graphId: model, catalogue, analysis };
  const places: Readonly<Record<string, Point>> =
    Object.keys(known).length > 0 ? known : placesOf(graphView(subject, null), subject);
  return {
    counts: outputCounts(lookup(analysis?.graphs ?? {}, graph)),
    inside: outputCounts(lookup(analysis?.graphs ?? {}, model)),
    places,
    find: (path: string) => catalogue?.find(path),
  };
}

function made(
  store: CanvasStore,
  label: string,
  make: (design: Design, state: CanvasState) => Created,
  refusal: string | null = null,
): boolean {
  const state = store.getState();
  const graph = graphOf(state.design, state.graph);
  if (refusal !== null) return refuse(store, refusal);
  let nodes: string[] = [];
  const done = state.edit(
    label,
    (design) => {
      const created = make(design, state);
      nodes = created.nodes;
      return created.design;
    },
    { select: () => nodes },
  );
  if (done) {
    state.announce(`${label}: done.`);
    return true;
  }
  const found = lookup(analysisOf(state)?.graphs ?? {}, state.graph) ?? null;
  const reason = graph && blockRefusal(graph, state.selection, found);
  return refuse(store, reason ?? "Nothing to change.");
}

function refuse(store: CanvasStore, reason: string): false {
  const { announce, notify } = store.getState();
  notify("warning", reason);
  announce(reason);
  return false;
}
