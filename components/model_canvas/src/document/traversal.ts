/**
 * Edges, computed from the calls' arguments, and what follows from them: order and ancestors. As in
 * Python's `design/traversal.py`, cycles and dangling references are no error.
 */

import type { Call, Graph } from "../../../shared/document";
import { argumentsOf, isTensor, walk } from "./argument";
import { byCodePoint } from "./codePoints";

/** A use of a tensor: output `index` of `source` stands at `pointer` of `target`. */
export interface Edge {
  id: string;
  source: string;
  index: number;
  target: string;
  pointer: string;
}

const edgesByGraph = new WeakMap<Graph["nodes"], Edge[]>();

/** Edits leave the calls that they do not concern as they are, and so the edges that end there. */
const edgesByCall = new WeakMap<Call, { target: string; edges: Edge[] }>();

/** Every use of a tensor in a graph, dangling ones included. */
export function edges(graph: Graph): readonly Edge[] {
  const known = edgesByGraph.get(graph.nodes);
  if (known) return known;
  const found: Edge[] = [];
  for (const [target, node] of Object.entries(graph.nodes)) found.push(...edgesTo(target, node));
  edgesByGraph.set(graph.nodes, found);
  return found;
}

/** The uses of tensors in one call. */
function edgesTo(target: string, node: Call): Edge[] {
  const known = edgesByCall.get(node);
  if (known?.target === target) return known.edges;
  const found: Edge[] = [];
  for (const [pointer, leaf] of argumentsOf(node)) {
    if (!isTensor(leaf)) continue;
    const [source, index] = leaf.tensor;
    found.push({ id: `${target}:${pointer}`, source, index, target, pointer });
  }
  edgesByCall.set(node, { target, edges: found });
  return found;
}

/** Whether feeding `source` into `target` would close a loop. */
export function wouldCycle(graph: Graph, source: string, target: string): boolean {
  return ancestors(graph, [source]).has(target);
}

/** The nodes that `targets` depend on, themselves included. */
export function ancestors(graph: Graph, targets: Iterable<string>): Set<string> {
  return reach(
    graph,
    targets,
    ({ target }) => target,
    ({ source }) => source,
  );
}

/** The nodes that depend on `sources`, themselves included. */
export function descendants(graph: Graph, sources: Iterable<string>): Set<string> {
  return reach(
    graph,
    sources,
    ({ source }) => source,
    ({ target }) => target,
  );
}

function reach(
  graph: Graph,
  starts: Iterable<string>,
  from: (edge: Edge) => string,
  to: (edge: Edge) => string,
): Set<string> {
  const next = new Map<string, string[]>();
  for (const edge of edges(graph)) {
    const known = next.get(from(edge));
    if (known) known.push(to(edge));
    else next.set(from(edge), [to(edge)]);
  }
  const found = new Set<string>();
  const stack = [...starts];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (found.has(id) || !Object.hasOwn(graph.nodes, id)) continue;
    found.add(id);
    stack.push(...(next.get(id) ?? []));
  }
  return found;
}

/** The nodes that call an operation, producers first. */
export function callsOf(graph: Graph, operation: string): string[] {
  return order(graph).filter((id) => graph.nodes[id]?.operation === operation);
}

/** Edits of operations leave the order as it is. */
const orderByNodes = new WeakMap<Graph["nodes"], { inputs: Graph["inputs"]; order: string[] }>();

/**
 * All node ids, producers before consumers, as Python's `traversal.order` gives them: declared inputs
 * first, then one branch to its end before the next one begins; where nothing else decides, ids do,
 * so that the order does not depend on how the document is stored. Nodes on or behind a cycle come
 * last.
 */
export function order(graph: Graph): readonly string[] {
  const known = orderByNodes.get(graph.nodes);
  if (known?.inputs === graph.inputs) return known.order;
  const declared = leafIds(graph).filter((id) => Object.hasOwn(graph.nodes, id));
  const ranked = [...new Set([...declared, ...Object.keys(graph.nodes).sort(byCodePoint)])];
  const sources = new Map(ranked.map((id): [string, string[]] => [id, []]));
  for (const { source, target } of edges(graph)) {
    const known = sources.get(target);
    if (known && sources.has(source) && !known.includes(source)) known.push(source);
  }
  const consumers = new Map(ranked.map((id): [string, string[]] => [id, []]));
  const waiting = new Map<string, number>();
  for (const [id, all] of sources) {
    waiting.set(id, all.length);
    for (const source of all) consumers.get(source)?.push(id);
  }
  /** What waits for nothing any more once some nodes are done, the first one last. */
  const release = (ids: readonly string[]): string[] => {
    const free: string[] = [];
    for (const consumer of ids.flatMap((id) => consumers.get(id) ?? [])) {
      const left = (waiting.get(consumer) ?? 0) - 1;
      waiting.set(consumer, left);
      if (left === 0) free.push(consumer);
    }
    return free.reverse();
  };
  const done = new Set(ranked.filter((id) => waiting.get(id) === 0));
  const stack = release([...done]);
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    done.add(id);
    stack.push(...release([id]));
  }
  const result = [...done, ...ranked.filter((id) => !done.has(id))];
  orderByNodes.set(graph.nodes, { inputs: graph.inputs, order: result });
  return result;
}

function leafIds(graph: Graph): string[] {
  return [...walk(graph.inputs)].flatMap(([, leaf]) => (typeof leaf === "string" ? [leaf] : []));
}
