/** Taking calls out of a chain and joining what was before and after them. */

import {
  type Argument,
  type Design,
  type Graph,
  graphOf,
  lookup,
  type Tensor,
} from "../../../shared/document";
import { argumentsOf, isTensor, mapArguments, mapLeaves, sameTensor } from "./argument";
import { withGraph } from "./graphAccess";
import { removeNodes } from "./nodes";
import { edges } from "./traversal";

/**
 * Remove calls; whatever took a call's tensor takes the one that the call took. Only a call that
 * takes one tensor is joined, and only its first output: which of several was meant is not guessed,
 * and then places are left unfilled as `removeNodes` does.
 */
export function removeAndHeal(design: Design, graphId: string, nodeIds: Iterable<string>): Design {
  const graph = graphOf(design, graphId);
  if (graph === undefined) return design;
  const gone = new Set([...nodeIds].filter((id) => Object.hasOwn(graph.nodes, id)));
  if (gone.size === 0) return design;
  const healed = withGraph(design, graphId, (before) => {
    const pass = (leaf: Argument): Argument =>
      isTensor(leaf) ? (feeding(before, gone, leaf) ?? leaf) : leaf;
    const nodes = Object.entries(before.nodes).map(([id, node]) => [
      id,
      gone.has(id) ? node : mapArguments(node, pass),
    ]);
    const outputs = before.outputs === "auto" ? "auto" : mapLeaves(before.outputs, pass);
    return { ...before, nodes: Object.fromEntries(nodes), outputs };
  });
  return removeNodes(healed, graphId, gone);
}

/** Whether removing calls leaves others without a tensor that joining would give them. */
export function isHealable(design: Design, graphId: string, nodeIds: Iterable<string>): boolean {
  const graph = graphOf(design, graphId);
  if (graph === undefined) return false;
  const gone = new Set(nodeIds);
  return edges(graph).some(
    ({ source, index, target }) =>
      gone.has(source) &&
      !gone.has(target) &&
      feeding(graph, gone, { tensor: [source, index] }) !== null,
  );
}

/** The tensor that a removed call took, or the one that stands before several of them. */
function feeding(graph: Graph, gone: ReadonlySet<string>, from: Tensor): Tensor | null {
  let here = from;
  // Calls on a cycle would be gone through for ever.
  for (const seen = new Set<string>(); gone.has(here.tensor[0]); ) {
    const [id, index] = here.tensor;
    const node = lookup(graph.nodes, id);
    if (node === undefined || index !== 0 || seen.has(id)) return null;
    seen.add(id);
    const taken = [...argumentsOf(node)].flatMap(([, leaf]) => (isTensor(leaf) ? [leaf] : []));
    const [first] = taken;
    if (first === undefined || taken.some((other) => !sameTensor(first, other))) return null;
    here = first;
  }
  return here;
}
