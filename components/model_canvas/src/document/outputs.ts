/** The model's outputs: computed while they are "auto", explicit once the user has chosen. */

import type { Argument, Design, Graph, GraphAnalysis, Tensor } from "../../../shared/document";
import { isTensor, sameTensor, tensor } from "./argument";
import { isInput, operationName, operationOf, positionsOf, withGraph } from "./graphAccess";
import { keyed, rekeyed } from "./inputs";
import { edges, order } from "./traversal";
import {
  entriesOf,
  freeKey,
  isDict,
  isEmpty,
  moved,
  pruned,
  type TreeEntry,
  withEntries,
} from "./trees";
import type { Point } from "./types";

/** How many tensors each call returns, from the analysis; one where it is not known. */
export type OutputCounts = Readonly<Record<string, number>>;

/** The counts that an analysis found. */
export function outputCounts(found: GraphAnalysis | null | undefined): OutputCounts {
  const counts: Record<string, number> = {};
  for (const [id, node] of Object.entries(found?.nodes ?? {})) {
    if (node.outputs) counts[id] = node.outputs.length;
  }
  return counts;
}

/**
 * The outputs of a graph as a tree of tensors, with "auto" resolved as `traversal.resolve_outputs`
 * does: every call that nothing consumes, left to right, then top to bottom, with all its tensors.
 */
export function resolveOutputs(
  graph: Graph,
  counts: OutputCounts,
  positions: Readonly<Record<string, Point>>,
): Argument {
  if (graph.outputs !== "auto") return graph.outputs;
  const used = new Set(edges(graph).map((edge) => edge.source));
  const ends = order(graph).filter((id) => !used.has(id) && !isInput(graph, id));
  const placed = ends.filter((id) => positions[id] !== undefined);
  placed.sort((a, b) => compare(positions[a], positions[b]));
  const loose = ends.filter((id) => positions[id] === undefined);
  const found = [...placed, ...loose].flatMap((id) =>
    Array.from({ length: counts[id] ?? 1 }, (_, index) => tensor(id, index)),
  );
  return withEntries(
    [],
    found.map((value) => ({ key: null, value })),
  );
}

/** The outputs one by one, in order, with their keys. */
export function outputEntries(design: Design, graphId: string, graph: Graph, counts: OutputCounts) {
  return entriesOf(resolveOutputs(graph, counts, positionsOf(design, graphId)));
}

/** Make a tensor an output; the outputs become explicit, after those there are. */
export function markOutput(
  design: Design,
  graphId: string,
  ref: Tensor,
  counts: OutputCounts,
): Design {
  return explicit(design, graphId, counts, (entries, tree, graph) => {
    if (entries.some(({ value }) => isTensor(value) && sameTensor(value, ref))) return entries;
    const taken = new Set(entries.map(({ key }) => key));
    const key = isDict(tree) ? freeKey(nameOf(graph, ref), taken) : null;
    return [...entries, { key, value: ref }];
  });
}

/** Take a tensor out of the outputs; when none is left they are "auto" again. */
export function unmarkOutput(
  design: Design,
  graphId: string,
  ref: Tensor,
  counts: OutputCounts,
): Design {
  return explicit(design, graphId, counts, (entries) => {
    const left = entries.filter(({ value }) => !(isTensor(value) && sameTensor(value, ref)));
    return left.length === entries.length ? entries : left;
  });
}

/** Move an output to another place in the order. */
export function moveOutput(
  design: Design,
  graphId: string,
  from: number,
  to: number,
  counts: OutputCounts,
): Design {
  return explicit(design, graphId, counts, (entries) => moved(entries, from, to));
}

/** Return the outputs by key, keys made from the layers' names, or by order again. */
export function keyOutputs(
  design: Design,
  graphId: string,
  byKey: boolean,
  counts: OutputCounts,
): Design {
  return withGraph(design, graphId, (graph) => {
    const tree = resolveOutputs(graph, counts, positionsOf(design, graphId));
    if (isDict(tree) === byKey) return graph;
    if (isEmpty(tree)) return graph;
    return { ...graph, outputs: keyed(entriesOf(tree), byKey, (leaf) => nameOf(graph, leaf)) };
  });
}

/** Change the key of one output; a key that is taken or empty changes nothing. */
export function renameOutputKey(design: Design, graphId: string, key: string, to: string): Design {
  return withGraph(design, graphId, (graph) => {
    const outputs = rekeyed(graph.outputs, key, to);
    return outputs === graph.outputs ? graph : { ...graph, outputs };
  });
}

/** Let the outputs follow from the drawing again. */
export function autoOutputs(design: Design, graphId: string): Design {
  return withGraph(design, graphId, (graph) =>
    graph.outputs === "auto" ? graph : { ...graph, outputs: "auto" },
  );
}

/** The outputs tree without the tensors of some nodes. */
export function withoutOutputs(outputs: Argument, nodeIds: ReadonlySet<string>): Argument {
  if (outputs === "auto") return outputs;
  return pruned(outputs, (leaf) => isTensor(leaf) && nodeIds.has(leaf.tensor[0])) ?? "auto";
}

function explicit(
  design: Design,
  graphId: string,
  counts: OutputCounts,
  change: (entries: TreeEntry[], tree: Argument, graph: Graph) => TreeEntry[],
): Design {
  return withGraph(design, graphId, (graph) => {
    const tree = resolveOutputs(graph, counts, positionsOf(design, graphId));
    const entries = entriesOf(tree);
    const next = change(entries, tree, graph);
    if (next === entries) return graph;
    return { ...graph, outputs: next.length === 0 ? "auto" : withEntries(tree, next) };
  });
}

function nameOf(graph: Graph, leaf: Argument): string {
  const operation = isTensor(leaf) ? operationOf(graph, leaf.tensor[0]) : undefined;
  return operation ? operationName(operation) : "output";
}

function compare(a: Point | undefined, b: Point | undefined): number {
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0);
}
