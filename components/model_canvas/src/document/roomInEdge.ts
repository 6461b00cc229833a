/** Room for a call in an edge: what stands below moves down, so that nothing is covered. */

import { type Design, graphOf } from "../../../shared/document";
import { COLUMN, covers, ROW } from "./freePlaces";
import { positionsOf } from "./graphAccess";
import { snapped } from "./grid";
import { moveNodes } from "./nodes";
import type { Edge } from "./traversal";
import type { Point } from "./types";

/**
 * A design with room in an edge, and the place of the call that goes there.
 *
 * Between neighbours the call stands in their column and all that stands at the height of the edge's
 * end or below goes down by as much as is missing. In an edge that is long enough nothing moves: the
 * call stands where it was dropped, or beside what is there.
 *
 * @param at Where it was dropped; null: in the middle.
 */
export function roomInEdge(
  design: Design,
  graphId: string,
  { source, target }: Pick<Edge, "source" | "target">,
  at: Point | null,
): { design: Design; place: Point } {
  const places = positionsOf(design, graphId);
  const [from, to] = [places[source], places[target]];
  if (!from || !to || !graphOf(design, graphId)) return { design, place: at ?? [0, 0] };
  const [left, top] = from;
  const [right, bottom] = to;
  const wanted = at ?? [snapped((left + right) / 2), snapped((top + bottom) / 2)];
  const missing = top + 2 * ROW - bottom;
  // An edge that goes upwards has no room to be made.
  if (bottom <= top) return { design, place: beside(Object.values(places), wanted) };
  if (missing <= 0) {
    const y = Math.min(Math.max(wanted[1], top + ROW), bottom - ROW);
    return { design, place: beside(Object.values(places), [wanted[0], y]) };
  }
  const below = Object.entries(places).filter(([, [, y]]) => y >= bottom);
  const moved = below.map(([id, [x, y]]) => [id, [x, y + missing] as Point] as const);
  const roomy = moveNodes(design, graphId, Object.fromEntries(moved));
  const place: Point = [snapped((left + right) / 2), top + ROW];
  return { design: roomy, place: beside(Object.values(positionsOf(roomy, graphId)), place) };
}

/** The nearest place in a row that no node covers. */
function beside(taken: readonly Point[], [x, y]: Point): Point {
  const step = COLUMN / 2;
  for (let far = 0; far <= taken.length * COLUMN; far += step) {
    for (const column of [x + far, x - far]) {
      if (!taken.some((place) => covers(place, [column, y]))) return [column, y];
    }
  }
  return [x, y];
}
