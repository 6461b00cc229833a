/** One layer or several: calling a layer again, using an existing one, making a copy. */

import {
  type Argument,
  type Call,
  type Design,
  type Graph,
  graphOf,
  INPUT_CLASS,
  lookup,
  type Operation,
} from "../../../shared/document";
import { argumentsOf, isMissing, isTensor, isTensorList, MISSING, mapLeaves } from "./argument";
import { placeBeside } from "./freePlaces";
import { isInput, operationName, withGraph, withPositions } from "./graphAccess";
import { baseName, freshCallId, freshId, freshName } from "./names";
import { type Created, withNode, withoutUnused } from "./nodes";
import { isSharedBeyond } from "./sharedOperations";
import type { Point } from "./types";

/**
 * Call the operation of a node once more, at other, still unconnected places. An op has nothing to
 * share, so it gets an operation of its own; an input is called once.
 */
export function callAgain(design: Design, graphId: string, nodeId: string, at?: Point): Created {
  const graph = graphOf(design, graphId);
  const node = graph && lookup(graph.nodes, nodeId);
  const own = node && lookup(graph.operations, node.operation);
  if (!graph || !node || !own || isInput(graph, nodeId)) return { design, nodes: [] };
  const call = unconnected(graph, node);
  const place = at ?? placeBeside(design, graphId, nodeId);
  if (own.kind === "op") {
    const { id, copy } = copied(graph, own);
    const edited = withGraph(design, graphId, (before) => ({
      ...before,
      operations: { ...before.operations, [id]: copy },
      nodes: { ...before.nodes, [id]: { ...call, operation: id } },
    }));
    return { design: withPositions(edited, graphId, { [id]: place }), nodes: [id] };
  }
  const id = freshCallId(graph, node.operation);
  const edited = withGraph(design, graphId, (before) => ({
    ...before,
    nodes: { ...before.nodes, [id]: call },
  }));
  return { design: withPositions(edited, graphId, { [id]: place }), nodes: [id] };
}

/** The operations that a node could call instead of its own: same class, or same definition. */
export function usableLayers(graph: Graph, nodeId: string): string[] {
  const node = lookup(graph.nodes, nodeId);
  const own = node && lookup(graph.operations, node.operation);
  if (!node || !own) return [];
  return Object.entries(graph.operations)
    .filter(([id, other]) => id !== node.operation && alike(other, own))
    .map(([id]) => id);
}

/** Make a node call an existing operation; its own goes when nothing else calls it. */
export function useLayer(
  design: Design,
  graphId: string,
  nodeId: string,
  operation: string,
): Design {
  return withGraph(design, graphId, (graph) => {
    if (!usableLayers(graph, nodeId).includes(operation)) return graph;
    return withoutUnused(withNode(graph, nodeId, (node) => ({ ...node, operation })));
  });
}

/** Give a call of a shared operation one of its own, of the same class and configuration. */
export function makeCopy(design: Design, graphId: string, nodeId: string): Design {
  return withGraph(design, graphId, (graph) => {
    const node = lookup(graph.nodes, nodeId);
    const shared = node && lookup(graph.operations, node.operation);
    if (!node || !shared || isInput(graph, nodeId)) return graph;
    const several = callCount(graph, node.operation) > 1;
    if (!several && !isSharedBeyond(design, graphId, node.operation)) return graph;
    const { id, copy } = copied(graph, shared);
    const both = { ...graph, operations: { ...graph.operations, [id]: copy } };
    return withoutUnused(withNode(both, nodeId, (here) => ({ ...here, operation: id })));
  });
}

/** A copy of an operation under a fresh name, with a fresh id. */
export function copied(graph: Graph, operation: Operation): { id: string; copy: Operation } {
  const name = freshName(graph, baseName(operationName(operation)));
  const copy = operation.kind === "op" ? operation : { ...operation, name };
  return { id: freshId(graph, name), copy };
}

/** How many nodes call an operation. */
export function callCount(graph: Graph, operation: string): number {
  return Object.values(graph.nodes).filter((node) => node.operation === operation).length;
}

/** Whether calls of one operation could call another: ops share nothing, and inputs are not called. */
export function alike(one: Operation, other: Operation): boolean {
  return one.kind !== "op" && kindOf(one) !== INPUT_CLASS && kindOf(one) === kindOf(other);
}

function kindOf(operation: Operation): string {
  if (operation.kind === "layer") return operation.class_name;
  return operation.kind === "op" ? `op ${operation.function}` : `model ${operation.model}`;
}

/** The same call with every tensor taken out and its literals kept. */
function unconnected(graph: Graph, node: Call): Call {
  const block = lookup(graph.operations, node.operation)?.kind === "model";
  const empty = (argument: Argument): Argument =>
    isTensorList(argument) && !block
      ? []
      : mapLeaves(argument, (leaf) => (isTensor(leaf) ? MISSING : leaf));
  const literals = Object.entries(node.kwargs).filter(
    ([, argument]) =>
      ![...argumentsOf({ operation: "", args: [argument], kwargs: {} })].some(
        ([, leaf]) => isTensor(leaf) || isMissing(leaf),
      ),
  );
  return { ...node, args: node.args.map(empty), kwargs: Object.fromEntries(literals) };
}
