/** Where new nodes go on the canvas. */

import type { Design } from "../../../shared/document";
import { positionsOf } from "./graphAccess";
import { snapped } from "./grid";
import type { Point } from "./types";

/** Distance of two nodes side by side, and of one below the other, on the 8-pixel grid. */
export const COLUMN = 240;
export const ROW = 128;

/** A free place below some nodes, or beside the whole drawing when there are none. */
export function placeBelow(design: Design, graphId: string, above: readonly string[]): Point {
  const places = positionsOf(design, graphId);
  const taken = Object.values(places);
  const known = above.flatMap((id) => (places[id] === undefined ? [] : [places[id]]));
  if (known.length > 0) {
    const middle = known.reduce((sum, [x]) => sum + x, 0) / known.length;
    return freePlace(taken, [snapped(middle), Math.max(...known.map(([, y]) => y)) + ROW]);
  }
  if (taken.length === 0) return [0, 0];
  const right = Math.max(...taken.map(([x]) => x));
  return freePlace(taken, [right + COLUMN, Math.min(...taken.map(([, y]) => y))]);
}

/** A free place above a node, for what feeds it. */
export function placeAbove(design: Design, graphId: string, nodeId: string): Point {
  const places = positionsOf(design, graphId);
  const [x, y] = places[nodeId] ?? [0, 0];
  return freePlace(Object.values(places), [x, y - ROW]);
}

/** A free place to the right of a node. */
export function placeBeside(design: Design, graphId: string, nodeId: string): Point {
  const places = positionsOf(design, graphId);
  const [x, y] = places[nodeId] ?? [0, 0];
  return freePlace(Object.values(places), [x + COLUMN, y]);
}

/** The first place at `at` or to its right that no node covers. */
export function freePlace(taken: readonly Point[], [x, y]: Point): Point {
  let column = x;
  while (taken.some((place) => covers(place, [column, y]))) column += COLUMN;
  return [column, y];
}

/** Whether two nodes that stand at these places lie over each other. */
export function covers([left, top]: Point, [x, y]: Point): boolean {
  return Math.abs(left - x) < COLUMN - 16 && Math.abs(top - y) < ROW - 24;
}
