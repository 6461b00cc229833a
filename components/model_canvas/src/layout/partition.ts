/**
 * Cuts a graph into parts that stand one below the other.
 *
 * Deep models are series of blocks: all that comes before such a part reaches what comes after only
 * through one node, a cut. Each part is laid out by itself, which takes no time for hundreds of
 * them, and the cuts stand in one straight line.
 */

import { groupBy } from "../../../shared/groupBy";
import type { LayoutEdge, LayoutNode, LayoutProblem } from "./layoutProblem";

/** The port of edges that only hold nodes above each other and are not drawn. */
export const TIE = "";

/** What lies from one cut to the next, both included. */
export interface Part extends LayoutProblem {
  /** The cut above; null where the graph begins with several nodes. */
  entry: string | null;
  /** The cut below; null where it ends with several. */
  exit: string | null;
}

/** The connected pieces of a graph, in the order of their first nodes. */
export function pieces({ nodes, edges }: LayoutProblem): LayoutProblem[] {
  const parent = new Map(nodes.map(({ id }) => [id, id]));
  const root = (id: string): string => {
    let here = id;
    for (let above = parent.get(here); above !== undefined && above !== here; ) {
      // Halve the path on the way, so that long chains stay fast.
      const next = parent.get(above) ?? above;
      parent.set(here, next);
      here = above;
      above = parent.get(here);
    }
    return here;
  };
  for (const { source, target } of edges) parent.set(root(source), root(target));
  const own = groupBy(edges, ({ source }) => root(source));
  return [...groupBy(nodes, ({ id }) => root(id))].map(([id, members]) => ({
    nodes: members,
    edges: own.get(id) ?? [],
  }));
}

/**
 * The parts of one connected piece, from the top.
 *
 * @param problem Its nodes stand with producers first.
 */
export function parts({ nodes, edges }: LayoutProblem): Part[] {
  const cuts = cutPositions(nodes, edges);
  const bounds = [...new Set([0, ...cuts, nodes.length - 1])];
  const last = Math.max(1, bounds.length - 1);
  const partOf = new Map<string, number>();
  const found: Part[] = Array.from({ length: last }, (_, part) => {
    const [from, to] = [bounds[part] ?? 0, bounds[part + 1] ?? 0];
    const inside = nodes.slice(from, to + 1);
    for (const { id } of inside) if (!partOf.has(id)) partOf.set(id, part);
    return {
      nodes: inside,
      edges: [],
      entry: part > 0 || cuts.has(0) ? (nodes[from]?.id ?? null) : null,
      exit: part < last - 1 || cuts.has(to) ? (nodes[to]?.id ?? null) : null,
    };
  });
  const position = new Map(nodes.map(({ id }, index) => [id, index]));
  for (const edge of edges) {
    // A cut belongs to two parts: what it takes is above it, what it gives below.
    const lower = later(edge, position);
    const part = partOf.get(lower) ?? 0;
    found[part]?.edges.push(edge);
  }
  return found.map(tied);
}

/** A part in which edges that are not drawn hold the entry above all others and the exit below. */
function tied(part: Part): Part {
  const { nodes, edges, entry, exit } = part;
  const fed = new Set(edges.map(({ target }) => target));
  const used = new Set(edges.map(({ source }) => source));
  const inner = nodes.filter(({ id }) => id !== entry && id !== exit);
  const above = inner.flatMap(({ id }) => (entry === null || fed.has(id) ? [] : [tie(entry, id)]));
  const below = inner.flatMap(({ id }) => (exit === null || used.has(id) ? [] : [tie(id, exit)]));
  return above.length + below.length === 0
    ? part
    : { ...part, edges: [...edges, ...above, ...below] };
}

function tie(source: string, target: string): LayoutEdge {
  return { id: `tie ${source} ${target}`, source, sourcePort: TIE, target, targetPort: TIE };
}

/** Positions of the nodes that no edge passes by. */
function cutPositions(nodes: LayoutNode[], edges: LayoutEdge[]): Set<number> {
  const position = new Map(nodes.map(({ id }, index) => [id, index]));
  const change = new Array<number>(nodes.length + 1).fill(0);
  for (const { source, target } of edges) {
    const [a, b] = [position.get(source) ?? 0, position.get(target) ?? 0];
    const [from, to] = [Math.min(a, b) + 1, Math.max(a, b)];
    if (from >= to) continue;
    change[from] = (change[from] ?? 0) + 1;
    change[to] = (change[to] ?? 0) - 1;
  }
  const fed = new Set(edges.map(({ target }) => target));
  const used = new Set(edges.map(({ source }) => source));
  const cuts = new Set<number>();
  let passing = 0;
  for (const [index] of nodes.entries()) {
    passing += change[index] ?? 0;
    if (passing === 0) cuts.add(index);
  }
  // The first node is no cut if another stands beside it, nor is the last.
  if (nodes.filter(({ id }) => !fed.has(id)).length > 1) cuts.delete(0);
  if (nodes.filter(({ id }) => !used.has(id)).length > 1) cuts.delete(nodes.length - 1);
  return cuts;
}

function later({ source, target }: LayoutEdge, position: Map<string, number>): string {
  return (position.get(source) ?? 0) > (position.get(target) ?? 0) ? source : target;
}
