/** Automatic layout: where every node of a graph should stand. */

import { groupBy } from "../../../shared/groupBy";
import { snapped } from "../document/grid";
import { arranged, partsOf, type Shapes } from "./assembly";
import { dagreLayout } from "./dagreLayout";
import { elkLayout } from "./elkLayout";
import { groupedLayout, type Room } from "./grouping";
import { COLUMN_GAP, type LayoutProblem, type Places, ROW_GAP } from "./layoutProblem";
import type { Part } from "./partition";

/** Up to this many nodes dagre takes less time than a frame or two on the main thread. */
export const SMALL = 150;

/**
 * Lay a graph out, on the grid, with its top left at the origin.
 *
 * @param problem Nodes in the order in which ties are resolved: producers first.
 * @param groups Nodes that belong together, with room around them.
 */
export async function tidy(
  problem: LayoutProblem,
  groups: readonly (readonly string[])[] = [],
  room: Room = NO_ROOM,
): Promise<Places> {
  if (groups.length === 0) return aligned(await exactly(problem));
  const steps = groupedLayout(problem, groups, room);
  let step = steps.next();
  while (!step.done) step = steps.next(await exactly(step.value));
  return aligned(step.value);
}

const NO_ROOM: Room = { side: 0, top: 0, bottom: 0 };

async function exactly(problem: LayoutProblem): Promise<Places> {
  const exact = new Map<string, Places>();
  for (const part of partsOf(problem).filter(isLarge)) {
    // The worker may not start (a strict content policy); rows are better than nothing.
    exact.set(lastOf(part), await elkLayout(part).catch(() => layered(part)));
  }
  const method = (part: Part) => exact.get(lastOf(part)) ?? dagreLayout(part);
  return arranged(problem, method, new Map());
}

/**
 * The same at once, for drawing what has no positions: rough where `isRough` says so.
 *
 * It is asked again as soon as there are shapes, and for each edit until something has a place.
 *
 * @param groups Nodes that belong together, with room around them.
 */
export function quickLayout(
  problem: LayoutProblem,
  groups: readonly (readonly string[])[] = [],
  room: Room = NO_ROOM,
): Places {
  const steps = groupedLayout(problem, groups, room);
  let step = steps.next();
  while (!step.done) step = steps.next(arranged(step.value, roughly, quick));
  return aligned(step.value);
}

const quick: Shapes = new Map();

function roughly(part: Part): Places {
  return isLarge(part) ? layered(part) : dagreLayout(part);
}

/** Whether `tidy` makes something better of a graph than `quickLayout` does at once. */
export function isRough(problem: LayoutProblem): boolean {
  return problem.nodes.length > SMALL && partsOf(problem).some(isLarge);
}

function isLarge({ nodes }: LayoutProblem): boolean {
  return nodes.length > SMALL;
}

/** Names a part: no two have the same last node. */
function lastOf({ nodes }: Part): string {
  return nodes.at(-1)?.id ?? "";
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
