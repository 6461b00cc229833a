/** One layer in several graphs: calling an operation of the main graph in a block, or the other way. */

import { type Design, type Graph, graphOf, lookup, storedGraph } from "../../../shared/document";
import { operationName, operationOf } from "./graphAccess";
import { baseName, firstFree, freshId } from "./names";
import { withNode, withoutUnused } from "./nodes";
import { graphIds, settledOperations, usesOf, withStored } from "./sharedOperations";
import { alike } from "./sharing";

/** An operation of another graph. */
export interface Elsewhere {
  graph: string;
  operation: string;
}

/**
 * The operations of other graphs that a node could call instead of its own: same class, or same
 * definition. One that several graphs call is named with the first of them.
 */
export function usableElsewhere(design: Design, graphId: string, nodeId: string): Elsewhere[] {
  const graph = graphOf(design, graphId);
  const own = graph && operationOf(graph, nodeId);
  if (!graph || !own) return [];
  const here = new Set(Object.values(graph.operations));
  const found: Elsewhere[] = [];
  for (const other of graphIds(design)) {
    for (const [operation, value] of Object.entries(graphOf(design, other)?.operations ?? {})) {
      if (here.has(value) || !alike(value, own)) continue;
      here.add(value);
      found.push({ graph: other, operation });
    }
  }
  return found;
}

/**
 * Make a node call an operation of another graph: one object with one set of weights and one name.
 * It becomes the design's; the node's own operation goes when nothing else calls it.
 */
export function shareAcross(
  design: Design,
  graphId: string,
  nodeId: string,
  from: Elsewhere,
): Design {
  const usable = usableElsewhere(design, graphId, nodeId);
  if (!usable.some((one) => one.graph === from.graph && one.operation === from.operation)) {
    return design;
  }
  const { design: held, id } = promoted(design, graphId, from);
  const free = withFreeId(held, graphId, id);
  const graph = storedGraph(free, graphId);
  if (graph === undefined) return design;
  const calling = withoutUnused(withNode(graph, nodeId, (node) => ({ ...node, operation: id })));
  const shared = withStored(free, graphId, calling);
  return settledOperations(design, withFreeName(shared, id));
}

/** The design with an operation of one graph among its own, and the id that it has there. */
export function promoted(
  design: Design,
  target: string,
  from: Elsewhere,
): { design: Design; id: string } {
  const graph = storedGraph(design, from.graph);
  const operation = graph && lookup(graph.operations, from.operation);
  // What is not the graph's own is the design's already.
  if (!graph || !operation) return { design, id: from.operation };
  const { operations: before = {} } = design;
  const others = [graph, storedGraph(design, target)].flatMap((one) =>
    Object.keys({ ...one?.nodes, ...one?.operations }),
  );
  const taken = new Set([...Object.keys(before), ...others]);
  const id = Object.hasOwn(before, from.operation)
    ? firstFree(baseName(from.operation), (one) => taken.has(one))
    : from.operation;
  const { [from.operation]: _, ...operations } = graph.operations;
  const nodes = rewired(graph, from.operation, id);
  const home = withStored(design, from.graph, { ...graph, operations, nodes });
  return { design: { ...home, operations: { ...before, [id]: operation } }, id };
}

/** The design with an id free in one graph to mean the design's operation: the graph's own gets another. */
export function withFreeId(design: Design, graphId: string, id: string): Design {
  const graph = storedGraph(design, graphId);
  if (graph === undefined || !Object.hasOwn(graph.operations, id)) return design;
  const fresh = freshId(graphOf(design, graphId) ?? graph, baseName(id));
  const operations = Object.entries(graph.operations).map(([key, operation]) => [
    key === id ? fresh : key,
    operation,
  ]);
  return withStored(design, graphId, {
    ...graph,
    operations: Object.fromEntries(operations),
    nodes: rewired(graph, id, fresh),
  });
}

function rewired(graph: Graph, from: string, to: string): Graph["nodes"] {
  if (from === to) return graph.nodes;
  const nodes = Object.entries(graph.nodes).map(([key, node]) => [
    key,
    node.operation === from ? { ...node, operation: to } : node,
  ]);
  return Object.fromEntries(nodes);
}

/** The design with one of its operations under a name that no graph calling it has another layer of. */
export function withFreeName(design: Design, id: string): Design {
  const operation = lookup(design.operations ?? {}, id);
  if (operation === undefined || operation.kind === "op") return design;
  const taken = new Set<string>();
  for (const graphId of usesOf(design).get(id)?.calls.keys() ?? []) {
    for (const [key, other] of Object.entries(graphOf(design, graphId)?.operations ?? {})) {
      if (key !== id) taken.add(operationName(other));
    }
  }
  if (!taken.has(operation.name)) return design;
  const name = firstFree(baseName(operation.name), (one) => taken.has(one));
  return { ...design, operations: { ...design.operations, [id]: { ...operation, name } } };
}
