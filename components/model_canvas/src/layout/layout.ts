/** Automatic layout: where every node of a graph should stand. */

import { snapped } from "../view/geometry";
import { groupBy } from "../view/group";
import { dagreLayout } from "./dagre";
import { elkLayout } from "./elk";

/** Free space between two nodes side by side, and between two rows: room for a shape. */
export const COLUMN_GAP = 48;
export const ROW_GAP = 56;

/** Up to this many nodes dagre takes less time than a frame or two on the main thread. */
export const SMALL = 150;

export interface LayoutNode {
  id: string;
  width: number;
  height: number;
  ports: LayoutPort[];
}

/** A place at which an edge begins or ends, from the node's upper left corner. */
export interface LayoutPort {
  id: string;
  kind: "input" | "output";
  side: "top" | "right" | "bottom";
  x: number;
  y: number;
}

export interface LayoutEdge {
  id: string;
  source: string;
  sourcePort: string;
  target: string;
  targetPort: string;
}

export interface LayoutProblem {
  nodes: LayoutNode[];
  edges: LayoutEdge[];
}

/** Top centres of nodes. */
export type Places = Record<string, [number, number]>;

/**
 * Lay a graph out, on the grid, with its top left at the origin.
 *
 * @param problem Nodes in the order in which ties are resolved: producers first.
 */
export async function tidy(problem: LayoutProblem): Promise<Places> {
  if (problem.nodes.length <= SMALL) return aligned(dagreLayout(problem));
  // The worker may not start (a strict content policy); rows are better than nothing.
  return aligned(await elkLayout(problem).catch(() => layered(problem)));
}

/** The same at once, for drawing what has no positions: exact for small graphs, rough for others. */
export function quickLayout(problem: LayoutProblem): Places {
  return aligned(problem.nodes.length <= SMALL ? dagreLayout(problem) : layered(problem));
}

/** Each node one row below the lowest of its sources. */
function layered({ nodes, edges }: LayoutProblem): Places {
  const rows = new Map<string, number>(nodes.map(({ id }) => [id, 0]));
  const outgoing = groupBy(edges, ({ source }) => source);
  for (const { id } of nodes) {
    const below = (rows.get(id) ?? 0) + 1;
    for (const { target } of outgoing.get(id) ?? []) {
      rows.set(target, Math.max(below, rows.get(target) ?? 0));
    }
  }
  const filled = new Map<number, number>();
  const places: Places = {};
  for (const { id, width } of nodes) {
    const row = rows.get(id) ?? 0;
    const left = filled.get(row) ?? 0;
    places[id] = [left + width / 2, row * (72 + ROW_GAP)];
    filled.set(row, left + width + COLUMN_GAP);
  }
  return places;
}

function aligned(places: Places): Places {
  const points = Object.values(places);
  const left = Math.min(...points.map(([x]) => x));
  const top = Math.min(...points.map(([, y]) => y));
  return Object.fromEntries(
    Object.entries(places).map(([id, [x, y]]) => [id, [snapped(x - left), snapped(y - top)]]),
  );
}
