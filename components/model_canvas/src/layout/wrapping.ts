/**
 * Wraps a drawing that is far higher than a screen into columns, as a newspaper does with its text:
 * one reads down, and goes on at the top of the next.
 */

import type { LayoutProblem, Places } from "./layoutProblem";
import { boundsOf, fitting, fittingBounds, WHOLE } from "./screen";

/** Between two columns, with room for an edge that goes up there; for each further one, a lane. */
const GUTTER = 72;
const LANE = 12;

/** How far from its ideal height a column may be cut, as a part of the column's height. */
const SLACK = 0.35;

/** So far from the ideal height is a cut put for each edge less that it cuts. */
const WORTH = 480;

/** More columns than these are no longer read. */
const MOST = 24;

/**
 * The same drawing in the number of columns that is seen largest on a screen; as it was, if it fits
 * one, or nowhere between two rows can be cut.
 *
 * @param places Of one connected piece: top centres, each node below its sources.
 */
export function wrapped(problem: LayoutProblem, places: Places): Places {
  const bounds = boundsOf(problem, places);
  if (fittingBounds(bounds) >= WHOLE) return places;
  const [width, height] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
  const count = columnsFor(width, height);
  if (count === 1) return places;
  const levels = levelsOf(problem, places);
  const cuts: number[] = [];
  for (let i = 1; i < count; i += 1) {
    const cut = nearest(levels, bounds.top + (height * i) / count, (SLACK * height) / count);
    if (cut !== null && cut.y > (cuts.at(-1) ?? bounds.top)) cuts.push(cut.y);
  }
  const crossing = new Map(levels.map(({ y, edges }) => [y, edges]));
  const folded: Places = {};
  let left = bounds.left;
  for (let i = 0; i <= cuts.length; i += 1) {
    const [from, to] = [cuts[i - 1] ?? -Infinity, cuts[i] ?? Infinity];
    const nodes = problem.nodes.filter(({ id }) => {
      const y = places[id]?.[1] ?? 0;
      return from <= y && y < to;
    });
    const box = boundsOf({ nodes }, places);
    if (i > 0) left += GUTTER + LANE * ((crossing.get(from) ?? 1) - 1);
    for (const { id } of nodes) {
      const [x, y] = places[id] ?? [0, 0];
      folded[id] = [x - box.left + left, y - box.top + bounds.top];
    }
    left += box.right - box.left;
  }
  return folded;
}

/** The number of columns at which a drawing is seen largest. */
function columnsFor(width: number, height: number): number {
  const zoom = (count: number) => fitting(count * (width + GUTTER) - GUTTER, height / count);
  let best = 1;
  for (let count = 2; count <= MOST; count += 1) if (zoom(count) > zoom(best)) best = count;
  return best;
}

/** A height at which no node stands, and how many tensors pass it. */
interface Level {
  y: number;
  edges: number;
}

/** The heights at which a drawing can be cut: right above a row, from the top. */
function levelsOf({ nodes, edges }: LayoutProblem, places: Places): Level[] {
  const top = (id: string) => places[id]?.[1] ?? 0;
  const rows = nodes
    .map(({ id, height }) => ({ y: top(id), bottom: top(id) + height }))
    .sort((a, b) => a.y - b.y);
  // A tensor passes from the first row below its source to the lowest of its targets.
  const lowest = new Map<string, { from: number; to: number }>();
  for (const { source, sourcePort, target } of edges) {
    const key = `${source} ${sourcePort}`;
    const to = Math.max(lowest.get(key)?.to ?? -Infinity, top(target));
    lowest.set(key, { from: top(source), to });
  }
  const ys = [...new Set(rows.map(({ y }) => y))].slice(1);
  const change = new Array<number>(ys.length + 1).fill(0);
  // The first height to which one comes below a row.
  const below = new Map(ys.map((y, index) => [y, index + 1]));
  for (const { from, to } of lowest.values()) {
    const [first, last] = [below.get(from) ?? 0, below.get(to) ?? 0];
    change[first] = (change[first] ?? 0) + 1;
    change[last] = (change[last] ?? 0) - 1;
  }
  const levels: Level[] = [];
  let [passing, row, reached] = [0, 0, -Infinity];
  for (const [index, y] of ys.entries()) {
    passing += change[index] ?? 0;
    for (; row < rows.length; row += 1) {
      const next = rows[row];
      if (next === undefined || next.y >= y) break;
      reached = Math.max(reached, next.bottom);
    }
    if (reached <= y) levels.push({ y, edges: passing });
  }
  return levels;
}

/** The best height for a cut near an ideal one. */
function nearest(levels: Level[], ideal: number, slack: number): Level | null {
  let best: Level | null = null;
  let least = Infinity;
  for (const level of levels) {
    const off = Math.abs(level.y - ideal);
    const cost = off + WORTH * level.edges;
    if (off > slack || cost >= least) continue;
    best = level;
    least = cost;
  }
  return best;
}
