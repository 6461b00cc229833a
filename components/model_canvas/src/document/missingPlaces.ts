/** Places for calls that came without one, such as those a diagnostic's fix adds. */

import { type Design, type Graph, graphOf, lookup } from "../../../shared/document";
import { COLUMN, covers, freePlace, ROW } from "./freePlaces";
import { positionsOf, withPositions } from "./graphAccess";
import { snapped } from "./grid";
import { edges, order } from "./traversal";
import type { Point } from "./types";

/**
 * Give every call of a partly placed graph a place near its neighbours: under what feeds it, half
 * way towards what it feeds, which makes room for it. A graph without any place is left to the layout.
 */
export function placeMissing(design: Design, graphId: string): Design {
  const graph = graphOf(design, graphId);
  const known = positionsOf(design, graphId);
  if (graph === undefined) return design;
  const missing = order(graph).filter((id) => lookup(known, id) === undefined);
  if (missing.length === 0 || missing.length === Object.keys(graph.nodes).length) return design;
  const places: Record<string, Point> = { ...known };
  for (const id of missing) {
    const taken = Object.values(places);
    const wanted = nearNeighbours(graph, places, id);
    if (wanted) makeRoom(graph, places, id, wanted);
    places[id] = freePlace(Object.values(places), wanted ?? beside(taken));
  }
  return withPositions(design, graphId, places);
}

/** What a call feeds, and stands where the call is to stand, goes down with all that it feeds. */
function makeRoom(graph: Graph, places: Record<string, Point>, id: string, at: Point): void {
  const fed = new Set<string>();
  const all = edges(graph);
  const queue = [id];
  for (const node of queue) {
    for (const { source, target } of all) {
      if (source !== node || fed.has(target)) continue;
      fed.add(target);
      queue.push(target);
    }
  }
  const placed = [...fed].flatMap((node): [string, Point][] => {
    const place = lookup(places, node);
    return place && node !== id ? [[node, place]] : [];
  });
  const inTheWay = placed.filter(([, place]) => covers(place, at)).map(([, [, y]]) => y);
  if (inTheWay.length === 0) return;
  const top = Math.min(...inTheWay);
  for (const [node, [x, y]] of placed) if (y >= top) places[node] = [x, y + at[1] + ROW - top];
}

function nearNeighbours(graph: Graph, places: Record<string, Point>, id: string): Point | null {
  const above = edges(graph).flatMap(({ source, target }) => (target === id ? [source] : []));
  const below = edges(graph).flatMap(({ source, target }) => (source === id ? [target] : []));
  const points = (nodes: string[]) =>
    nodes.map((node) => lookup(places, node)).filter((point) => point !== undefined);
  const [over, under] = [points(above), points(below)];
  if (over.length + under.length === 0) return null;
  const x = [mean(over), mean(under)].filter((value) => value !== null);
  const y = over.length > 0 ? Math.max(...over.map(([, top]) => top)) + ROW : highest(under) - ROW;
  return [snapped(x.reduce((sum, value) => sum + value, 0) / x.length), y];
}

function beside(taken: Point[]): Point {
  return [Math.max(...taken.map(([x]) => x)) + COLUMN, highest(taken)];
}

function mean(points: Point[]): number | null {
  return points.length === 0 ? null : points.reduce((sum, [x]) => sum + x, 0) / points.length;
}

function highest(points: Point[]): number {
  return Math.min(...points.map(([, y]) => y));
}
