/** Connecting and disconnecting: a tensor is put into a place of a call, or taken out of it. */

import type { Argument, Design, Graph, Tensor } from "../../../shared/document";
import {
  argumentAt,
  isMissing,
  isTensor,
  isTensorList,
  sameTensor,
  splitPointer,
  withArgument,
} from "./argument";
import { isInput, operationName, operationOf, withGraph } from "./graphAccess";
import { withNode, withoutArgument } from "./nodes";
import { ancestors, wouldCycle } from "./traversal";
import { moved } from "./trees";

/** Why a tensor cannot go into a call, in one sentence for the pointer while dragging, or null. */
export function refusal(graph: Graph, source: string, target: string): string | null {
  const from = nameOf(graph, source);
  const to = nameOf(graph, target);
  if (isInput(graph, target)) return `${to} is an input: it takes nothing.`;
  if (source === target) return `${to} cannot take its own output: a model has no loops.`;
  if (wouldCycle(graph, source, target)) {
    return `${from} already depends on ${to}: a model has no loops.`;
  }
  return null;
}

/**
 * The nodes that can take a tensor of `source` without a loop, for the whole of a drag: all but its
 * ancestors and the inputs.
 */
export function possibleTargets(graph: Graph, source: string): Set<string> {
  const before = ancestors(graph, [source]);
  return new Set(Object.keys(graph.nodes).filter((id) => !before.has(id) && !isInput(graph, id)));
}

/** Put a tensor into a place of a call; what stood there is replaced, `/-` grows a list. */
export function connect(
  design: Design,
  graphId: string,
  source: Tensor,
  target: string,
  pointer: string,
): Design {
  return withGraph(design, graphId, (graph) =>
    withNode(graph, target, (node) => {
      const standing = argumentAt(node, pointer);
      if (isTensor(standing) && sameTensor(standing, source)) return node;
      return withArgument(node, pointer, source);
    }),
  );
}

/** Put a number into a place of a call that takes one instead of a tensor. */
export function fillNumber(
  design: Design,
  graphId: string,
  target: string,
  pointer: string,
  number: number,
): Design {
  return withGraph(design, graphId, (graph) =>
    withNode(graph, target, (node) =>
      argumentAt(node, pointer) === number ? node : withArgument(node, pointer, number),
    ),
  );
}

/** Empty a place of a call: a list shrinks, an optional argument goes, a required one is missing. */
export function disconnect(
  design: Design,
  graphId: string,
  target: string,
  pointer: string,
): Design {
  return withGraph(design, graphId, (graph) =>
    withNode(graph, target, (node) =>
      isFilled(argumentAt(node, pointer)) ? withoutArgument(graph, node, pointer) : node,
    ),
  );
}

/** Take an edge by one of its ends to another place. Within one list its tensor moves. */
export function reconnect(
  design: Design,
  graphId: string,
  old: { target: string; pointer: string },
  source: Tensor,
  target: string,
  pointer: string,
): Design {
  const [oldList] = splitPointer(old.pointer);
  const [list, index] = splitPointer(pointer);
  const same = old.target === target && old.pointer === pointer;
  if (!same && old.target === target && list === oldList && /^(\d+|-)$/.test(index)) {
    const to = index === "-" ? Number.POSITIVE_INFINITY : Number(index);
    return moveInput(design, graphId, target, old.pointer, to);
  }
  const connected = connect(design, graphId, source, target, pointer);
  return same ? connected : disconnect(connected, graphId, old.target, old.pointer);
}

/** Move an item of a list argument, such as a merge's, to another index. */
export function moveInput(
  design: Design,
  graphId: string,
  target: string,
  pointer: string,
  to: number,
): Design {
  const [list, index] = splitPointer(pointer);
  return withGraph(design, graphId, (graph) =>
    withNode(graph, target, (node) => {
      const items = argumentAt(node, list);
      if (!isTensorList(items)) return node;
      const next = moved(items, Number(index), to);
      return next === items ? node : withArgument(node, list, next);
    }),
  );
}

function isFilled(argument: Argument | undefined): boolean {
  return argument !== undefined && !isMissing(argument);
}

function nameOf(graph: Graph, nodeId: string): string {
  const operation = operationOf(graph, nodeId);
  return operation ? operationName(operation) : nodeId;
}
