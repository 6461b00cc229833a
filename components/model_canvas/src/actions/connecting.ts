/** Making connections: where one can end, and what happens when it does. */

import { type Design, type Graph, graphOf, lookup } from "../../../shared/document";
import { argumentAt, isTensor, sameTensor, splitPointer, tensor } from "../document/argument";
import { connect, disconnect, possibleTargets, reconnect, refusal } from "../document/connect";
import { ROW } from "../document/freePlaces";
import { operationName, operationOf, positionsOf } from "../document/graphAccess";
import { addNode, moveNodes } from "../document/nodes";
import { descendants } from "../document/traversal";
import type { Point } from "../document/types";
import type { CanvasState, CanvasStore } from "../store/canvasState";
import type { Connecting, Question } from "../store/uiStore";
import type { NodeView } from "../view/nodeView";
import type { InputPort } from "../view/portPlacement";

type From = Connecting["from"];

/** The nodes at which a connection from a port can end. */
export function possibleEnds(graph: Graph, from: From): Set<string> {
  return from.kind === "source"
    ? possibleTargets(graph, from.node)
    : possibleSources(graph, from.node);
}

/** Why a connection cannot end at a node, in one sentence, or null. */
export function whyNot(graph: Graph, from: From, end: string): string | null {
  return from.kind === "source" ? refusal(graph, from.node, end) : refusal(graph, end, from.node);
}

/** The place of a node that a tensor dropped onto its body goes to: a free one, else the first. */
export function likelyPort(view: NodeView): InputPort | undefined {
  const shown = view.inputs.filter((port) => !port.advanced);
  return (
    shown.find((port) => !port.filled && port.required) ??
    shown.find((port) => !port.filled && port.side === "top") ??
    shown.find((port) => port.side === "top")
  );
}

/**
 * Bring a tensor to a place, or move it there from another. A free place takes it; a taken one is
 * never merged or replaced silently: then the question for the user is returned.
 */
export function bring(store: CanvasStore, wish: Question): Question | null {
  const { source, target, pointer, from } = wish;
  const state = store.getState();
  const graph = graphOf(state.design, state.graph);
  const node = graph && lookup(graph.nodes, target);
  if (!graph || !node) return null;
  const reason = refusal(graph, source.tensor[0], target);
  if (reason !== null) {
    state.announce(reason);
    return null;
  }
  const standing = argumentAt(node, pointer);
  if (isTensor(standing) && !sameTensor(standing, source) && !sameList(from, target, pointer)) {
    return wish;
  }
  replace(store, wish);
  return null;
}

/** Put a tensor into a place, whatever stood there. */
export function replace(store: CanvasStore, { source, target, pointer, from }: Question): void {
  const state = store.getState();
  const names = `${nameOf(state, source.tensor[0])} to ${nameOf(state, target)}`;
  const done = state.edit(`Connect ${names}`, (design) =>
    from === null
      ? connect(design, state.graph, source, target, pointer)
      : reconnect(design, state.graph, from, source, target, pointer),
  );
  if (done) state.announce(`Connected ${names}.`);
}

/** Merge a tensor with the one that stands in a place, by a layer such as Add. */
export function combine(store: CanvasStore, question: Question, path: string): void {
  const { source, target, pointer, from } = question;
  const { design: before, graph: graphId, catalogue, edit } = store.getState();
  const graph = graphOf(before, graphId);
  const node = graph && lookup(graph.nodes, target);
  const standing = node && argumentAt(node, pointer);
  const entry = catalogue?.find(path);
  if (!entry || !isTensor(standing)) return;
  const [x, y] = lookup(positionsOf(before, graphId), target) ?? [0, 0];
  let made: string[] = [];
  edit(
    `Merge with ${entry.name}`,
    (design) => {
      const room = shiftedDown(design, graphId, y);
      const created = addNode(room, graphId, entry, [x, y]);
      made = created.nodes;
      const [merge] = made;
      if (merge === undefined) return design;
      const list = "/args/0/-";
      const first = connect(created.design, graphId, standing, merge, list);
      const both = connect(first, graphId, source, merge, list);
      const fed = connect(both, graphId, tensor(merge), target, pointer);
      return from === null ? fed : disconnect(fed, graphId, from.target, from.pointer);
    },
    { select: () => made },
  );
}

/** Make room for a row: what stands at a height or below it moves down. */
function shiftedDown(design: Design, graphId: string, from: number): Design {
  const below = Object.entries(positionsOf(design, graphId)).filter(([, [, y]]) => y >= from);
  const places = below.map(([id, [x, y]]) => [id, [x, y + ROW] as Point] as const);
  return moveNodes(design, graphId, Object.fromEntries(places));
}

/** Whether moving a tensor to a place only changes the order of a list. */
function sameList(from: Question["from"], target: string, pointer: string): boolean {
  if (from === null || from.target !== target) return false;
  return splitPointer(from.pointer)[0] === splitPointer(pointer)[0] && /\/(\d+|-)$/.test(pointer);
}

function possibleSources(graph: Graph, target: string): Set<string> {
  const after = descendants(graph, [target]);
  return new Set(Object.keys(graph.nodes).filter((id) => !after.has(id)));
}

function nameOf(state: CanvasState, id: string): string {
  const graph = graphOf(state.design, state.graph);
  const operation = graph && operationOf(graph, id);
  return operation ? operationName(operation) : id;
}
