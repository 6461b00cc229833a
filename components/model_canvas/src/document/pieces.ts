/**
 * Pieces of a graph that nothing joins, and those that are no part of the model yet, as Python's
 * `design/pieces.py` tells them: what is not wired stays in the draft and is left aside.
 */

import type { Call, Graph } from "../../../shared/document";
import { argumentsOf, isMissing, isTensor } from "./argument";
import { isInput, operationOf } from "./graphAccess";
import { edges, order } from "./traversal";

const NONE: ReadonlySet<string> = new Set();

const asideByNodes = new WeakMap<
  Graph["nodes"],
  { operations: Graph["operations"]; aside: ReadonlySet<string> }
>();

/**
 * The calls that are no part of the model, since what they hang together with is not ready: a call
 * in it lacks a tensor, while another piece, with an Input and something that follows, lacks none.
 * Only where outputs are automatic.
 */
export function leftAside(graph: Graph): ReadonlySet<string> {
  if (graph.outputs !== "auto") return NONE;
  const known = asideByNodes.get(graph.nodes);
  if (known?.operations === graph.operations) return known.aside;
  const aside = foundAside(graph);
  asideByNodes.set(graph.nodes, { operations: graph.operations, aside });
  return aside;
}

function foundAside(graph: Graph): ReadonlySet<string> {
  const lacking = new Set(Object.keys(graph.nodes).filter((id) => isUnfed(graph, id)));
  if (lacking.size === 0) return NONE;
  const [open, ready] = [[] as string[][], [] as string[][]];
  for (const piece of pieces(graph))
    (piece.some((id) => lacking.has(id)) ? open : ready).push(piece);
  return ready.some((piece) => isWhole(graph, piece)) ? new Set(open.flat()) : NONE;
}

/** The calls of a graph by what they hang together with, both in the order of calls. */
export function pieces(graph: Graph): string[][] {
  const all = order(graph);
  const beside = new Map(all.map((id): [string, string[]] => [id, []]));
  for (const { source, target } of edges(graph)) {
    if (!beside.has(source)) continue;
    beside.get(source)?.push(target);
    beside.get(target)?.push(source);
  }
  const numbers = new Map<string, number>();
  let count = 0;
  for (const first of all) {
    if (numbers.has(first)) continue;
    const stack = [first];
    numbers.set(first, count);
    for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
      for (const other of beside.get(here) ?? []) {
        if (numbers.has(other)) continue;
        numbers.set(other, count);
        stack.push(other);
      }
    }
    count += 1;
  }
  const found = Array.from({ length: count }, (): string[] => []);
  for (const id of all) found[numbers.get(id) ?? 0]?.push(id);
  return found;
}

/** Edits leave the calls that they do not concern as they are. */
const wiredByCall = new WeakMap<Call, { lacks: boolean; takes: boolean; empty: boolean }>();

/** Whether a call has an empty place, whether it takes a tensor, and a list that has none. */
function wired(node: Call): { lacks: boolean; takes: boolean; empty: boolean } {
  const known = wiredByCall.get(node);
  if (known) return known;
  const found = { lacks: false, takes: false, empty: false };
  for (const [, leaf] of argumentsOf(node)) {
    if (isMissing(leaf)) found.lacks = true;
    if (isTensor(leaf)) found.takes = true;
  }
  found.empty = [...node.args, ...Object.values(node.kwargs)].some(
    (argument) => Array.isArray(argument) && argument.length === 0,
  );
  wiredByCall.set(node, found);
  return found;
}

/** Whether a call has an empty place, or lacks the tensor that every layer and block takes. */
export function isUnfed(graph: Graph, id: string): boolean {
  const node = graph.nodes[id];
  if (node === undefined) return false;
  const { lacks, takes, empty } = wired(node);
  if (lacks) return true;
  if (takes || isInput(graph, id)) return false;
  // A function may do without tensors; a list of them that is empty is to be filled.
  return operationOf(graph, id)?.kind === "op" ? empty : true;
}

/** Whether a piece has an input, and a call besides. */
function isWhole(graph: Graph, piece: readonly string[]): boolean {
  return piece.some((id) => isInput(graph, id)) && !piece.every((id) => isInput(graph, id));
}
