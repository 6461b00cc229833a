/** Where a part of a graph ends: the tensors that come in, those that go out, and what lies between. */

import type { Graph, Tensor } from "../../../../shared/document";
import { argumentsOf, isTensor, tensor } from "../argument";
import { isInput } from "../graphAccess";
import { type OutputCounts, outputEntries } from "../outputs";
import { ancestors, descendants, edges, order } from "../traversal";

/** The tensors that cross the border of a part, each of them once. */
export interface Border {
  /** In the order in which the part's calls take them. */
  inputs: Tensor[];
  /** In the order of the calls that return them; what nothing else takes is returned, too. */
  outputs: Tensor[];
}

/** Key of a tensor in a map. */
export function tensorKey({ tensor: [node, index] }: Tensor): string {
  return `${index} ${node}`;
}

/**
 * The border of a part.
 *
 * @param counts How many tensors each call returns.
 */
export function borderOf(graph: Graph, part: ReadonlySet<string>, counts: OutputCounts): Border {
  const inside = order(graph).filter((id) => part.has(id));
  const inputs = new Map<string, Tensor>();
  for (const id of inside) {
    const node = graph.nodes[id];
    for (const [, leaf] of node ? argumentsOf(node) : []) {
      if (isTensor(leaf) && !part.has(leaf.tensor[0])) inputs.set(tensorKey(leaf), leaf);
    }
  }
  const used = new Set<string>();
  const ends = new Set(inside);
  for (const { source, index, target } of edges(graph)) {
    if (!part.has(source)) continue;
    ends.delete(source);
    if (!part.has(target)) used.add(tensorKey(tensor(source, index)));
  }
  for (const { value } of outputEntries(graph, counts)) {
    if (isTensor(value) && part.has(value.tensor[0])) used.add(tensorKey(value));
  }
  const returned = inside.flatMap((id) => tensorsOf(id, counts, used));
  const outputs = returned.filter((one) => used.has(tensorKey(one)));
  return {
    inputs: [...inputs.values()],
    outputs: outputs.length > 0 ? outputs : returned.filter(({ tensor: [id] }) => ends.has(id)),
  };
}

/** All tensors of a call, as far as they are known of or used. */
function tensorsOf(id: string, counts: OutputCounts, used: ReadonlySet<string>): Tensor[] {
  const found: Tensor[] = [];
  for (let index = 0; index < (counts[id] ?? 1) || used.has(`${index} ${id}`); index += 1) {
    found.push(tensor(id, index));
  }
  return found;
}

/** The nodes outside of a part that it feeds and that feed it: as one node it would be in a loop. */
export function between(graph: Graph, part: ReadonlySet<string>): string[] {
  const after = descendants(graph, part);
  const before = ancestors(graph, part);
  return order(graph).filter((id) => !part.has(id) && after.has(id) && before.has(id));
}

/**
 * The pieces of a part: nodes are together if one takes a tensor of the other, or both take one of
 * the same tensors from outside.
 */
export function piecesOf(graph: Graph, part: ReadonlySet<string>): string[][] {
  const parents = new Map<string, string>();
  const root = (key: string): string => {
    let here = key;
    for (let up = parents.get(here); up !== undefined; up = parents.get(here)) here = up;
    return here;
  };
  const join = (a: string, b: string) => {
    const [one, other] = [root(a), root(b)];
    if (one !== other) parents.set(one, other);
  };
  for (const { source, index, target } of edges(graph)) {
    if (!part.has(target)) continue;
    join(`node ${target}`, part.has(source) ? `node ${source}` : `tensor ${index} ${source}`);
  }
  const pieces = new Map<string, string[]>();
  for (const id of order(graph)) {
    if (!part.has(id)) continue;
    const key = root(`node ${id}`);
    const known = pieces.get(key);
    if (known) known.push(id);
    else pieces.set(key, [id]);
  }
  return [...pieces.values()];
}

/** Of some nodes those that can be inside of a block: the inputs of the model stay outside. */
export function withoutModelInputs(graph: Graph, nodes: Iterable<string>): Set<string> {
  return new Set([...nodes].filter((id) => Object.hasOwn(graph.nodes, id) && !isInput(graph, id)));
}
