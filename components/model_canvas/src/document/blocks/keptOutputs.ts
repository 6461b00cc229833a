/** What a graph returns when some of its calls are replaced by others that return the same tensors. */

import type { Argument, Graph, Tensor } from "../../../../shared/document";
import { isTensor, mapLeaves, walk } from "../argument";
import { type OutputCounts, resolveOutputs } from "../outputs";
import { sameJson } from "../sameJson";
import { pruned } from "../trees";

/**
 * A changed graph that returns what it returned before: by itself as far as it does, or else in the order
 * in which it did, or else by name.
 *
 * @param moved Where each tensor is now; null where it is gone.
 * @param after How many tensors the calls of the changed graph return.
 */
export function withSameOutputs(
  changed: Graph,
  before: Graph,
  counts: OutputCounts,
  moved: (leaf: Argument) => Argument,
  after: OutputCounts,
): Graph {
  const gone = (leaf: Argument) => !isTensor(leaf);
  const outputs = pruned(mapLeaves(resolveOutputs(before, counts), moved), gone) ?? "auto";
  if (before.outputs !== "auto" || outputs === "auto") return { ...changed, outputs };
  const named = tensorsIn(outputs);
  const order = [...new Set(named.map(({ tensor: [id] }) => id))];
  const { output_order: _, ...plain } = changed;
  const free = order.length > 1 ? { ...plain, output_order: order } : plain;
  const same = sameJson(tensorsIn(resolveOutputs(free, after)), named);
  return same ? free : { ...plain, outputs };
}

function tensorsIn(tree: Argument): Tensor[] {
  return [...walk(tree)].flatMap(([, leaf]) => (isTensor(leaf) ? [leaf] : []));
}
