/**
 * The way of every edge around the nodes that lie between its ends.
 *
 * An edge leaves downwards and arrives from above (or from the right, at an optional port), and
 * bends only at right angles. Of a few candidate ways the one that crosses the fewest nodes is
 * taken, of those the shortest; ways that share a lane are set apart.
 */

import type { Point } from "./geometry";
import type { Obstacles } from "./obstacles";

/** One end of an edge: a port. */
export interface End extends Point {
  node: string;
  side: "top" | "right" | "bottom";
}

export interface Span {
  id: string;
  source: End;
  target: End;
}

/** How far an edge goes before it bends, keeps from nodes that it passes, and from other edges. */
const STUB = 16;
const CLEAR = 16;
const LANE = 12;

/** How far above and below its ends an edge may run. */
export const REACH = 2 * STUB;

/** So many gaps are tried for an edge that goes upwards. */
const MOST_UPWARDS = 24;

/** From this height on an edge goes straight down, or in one step; below it, around. */
const LEAST = 4;

/** The way of an edge while one of its nodes is being dragged: no look at what is between. */
export function directRoute({ source, target }: Pick<Span, "source" | "target">): Point[] {
  if (target.side === "right") return sideways(source, target, target.x + STUB);
  if (target.y - source.y >= LEAST) return stepped(source, target, middle(source.y, target.y));
  return around(source, target, outside(source, target));
}

/** An SVG path through points; with a radius its corners are round. */
export function pathOf(points: Point[], radius = 8): string {
  const [first] = points;
  if (first === undefined) return "";
  let path = `M ${first.x} ${first.y}`;
  for (let i = 1; i < points.length; i += 1) {
    const here = points[i] as Point;
    const before = points[i - 1] as Point;
    const after = points[i + 1];
    if (after === undefined) {
      path += ` L ${here.x} ${here.y}`;
      continue;
    }
    const r = Math.min(radius, distance(before, here) / 2, distance(here, after) / 2);
    if (r === 0) {
      path += ` L ${here.x} ${here.y}`;
      continue;
    }
    const from = towards(here, before, r);
    const to = towards(here, after, r);
    path += ` L ${from.x} ${from.y} Q ${here.x} ${here.y} ${to.x} ${to.y}`;
  }
  return path;
}

/**
 * The inner corners of an edge's way past the nodes; a straight one has none. It depends on no node
 * whose height is not that of the edge, give or take `REACH`.
 *
 * @param index Where all nodes are.
 */
export function bestRoute(span: Span, index: Obstacles): Point[] {
  const { source, target } = span;
  if (target.side === "right") return directRoute(span);
  if (target.y - source.y < LEAST) return upwards(span, index);
  const simple = stepped(source, target, middle(source.y, target.y));
  return freest(simple, span, index, () => [
    stepped(source, target, target.y - STUB),
    stepped(source, target, source.y + STUB),
    ...index.lanes(source, target, CLEAR).map((x) => around(source, target, x)),
  ]);
}

/** The way to the top of another column: through the gap between two that crosses the fewest nodes. */
function upwards(span: Span, index: Obstacles): Point[] {
  const { source, target } = span;
  const between = middle(source.x, target.x);
  const nearest = (a: number, b: number) => Math.abs(a - between) - Math.abs(b - between);
  return freest(directRoute(span), span, index, () =>
    index
      .lanes(target, source, CLEAR, Infinity)
      .sort(nearest)
      .slice(0, MOST_UPWARDS)
      .map((x) => around(source, target, x)),
  );
}

/** The way that crosses the fewest nodes; of those the shortest, of equal ones the first. */
function freest(simple: Point[], span: Span, index: Obstacles, others: () => Point[][]): Point[] {
  let winner = simple;
  let lowest = cost(simple, span, index);
  if (lowest.crossings === 0) return simple;
  for (const candidate of others()) {
    const here = cost(candidate, span, index);
    if (here.crossings > lowest.crossings) continue;
    if (here.crossings === lowest.crossings && here.length >= lowest.length) continue;
    winner = candidate;
    lowest = here;
  }
  return winner;
}

function stepped(source: Point, target: Point, y: number): Point[] {
  if (Math.abs(source.x - target.x) < 1) return [];
  return [
    { x: source.x, y },
    { x: target.x, y },
  ];
}

function around(source: Point, target: Point, x: number): Point[] {
  const leave = source.y + STUB;
  const arrive = target.y - STUB;
  return [
    { x: source.x, y: leave },
    { x, y: leave },
    { x, y: arrive },
    { x: target.x, y: arrive },
  ];
}

function sideways(source: Point, target: Point, x: number): Point[] {
  const leave = source.y + STUB;
  const lane = Math.max(x, source.x);
  return [
    { x: source.x, y: leave },
    { x: lane, y: leave },
    { x: lane, y: target.y },
  ];
}

/** A lane beside both ends, for an edge that goes upwards. */
function outside(source: Point, target: Point): number {
  const gap = Math.abs(source.x - target.x);
  return gap > 160 ? middle(source.x, target.x) : Math.max(source.x, target.x) + 128;
}

/** The x of a way's long vertical part, if it has one between two bends. */
function laneOf(corners: Point[]): number | null {
  const [, second, third] = corners;
  return corners.length === 4 && second && third ? second.x : null;
}

/** The lanes that edges run in, so that no two of them run in one at the same height. */
export class Lanes {
  readonly #taken = new Map<number, Span[]>();

  /** The corners of the next edge: its lane is shifted sideways as long as another one is in it. */
  setApart(corners: Point[], span: Span): Point[] {
    const lane = laneOf(corners);
    if (lane === null) return corners;
    const direction = lane >= span.source.x ? 1 : -1;
    let x = lane;
    while (this.#taken.get(x)?.some((other) => meets(span, other))) x += direction * LANE;
    const there = this.#taken.get(x);
    if (there) there.push(span);
    else this.#taken.set(x, [span]);
    if (x === lane) return corners;
    return corners.map((corner, i) => (i === 1 || i === 2 ? { ...corner, x } : corner));
  }
}

/** Whether two edges that come from different ports run at the same height. */
function meets(span: Span, other: Span): boolean {
  const [[from, to], [otherFrom, otherTo]] = [heights(span), heights(other)];
  return (
    (other.source.node !== span.source.node || other.source.x !== span.source.x) &&
    otherFrom < to &&
    from < otherTo
  );
}

/** From where to where an edge runs, whether down or up. */
function heights({ source, target }: Span): [number, number] {
  return [Math.min(source.y, target.y), Math.max(source.y, target.y)];
}

function cost(corners: Point[], { source, target }: Span, index: Obstacles) {
  const points = [source, ...corners, target];
  let crossings = 0;
  let length = 0;
  for (let i = 1; i < points.length; i += 1) {
    const a = points[i - 1] as Point;
    const b = points[i] as Point;
    length += distance(a, b);
    crossings += index.crossed(a, b);
  }
  return { crossings, length: length + corners.length * STUB };
}

export function middle(a: number, b: number): number {
  return (a + b) / 2;
}

/** Along right angles. */
export function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  return {
    x: from.x + ((to.x - from.x) * length) / whole,
    y: from.y + ((to.y - from.y) * length) / whole,
  };
}
