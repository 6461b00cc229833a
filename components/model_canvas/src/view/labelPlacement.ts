/** Places an edge's label where there is room, on no node and on no other label. */

import { distance, middle } from "./edgeRoutes";
import type { Point, Rect } from "./geometry";
import type { Obstacles } from "./obstacles";

const HEIGHT = 15;
const CHARACTER = 6.6;
const PADDING = 8;

/** The least length of an edge's vertical part that a label fits on. */
const DOWN = 28;

/** Parts of the way along a segment at which a label may stand. */
const STOPS = [0.5, 0.3, 0.7];

/** The width that a label takes. */
export function labelWidth(text: string): number {
  return text.length * CHARACTER + PADDING;
}

/**
 * The places of a label at which no node is, best first; each is looked for when it is asked for.
 *
 * @param points The edge's way, ends included.
 * @param text What is to be written.
 * @param index Where all nodes are.
 */
export function* freeSpots(points: Point[], text: string, index: Obstacles): Generator<Rect> {
  const width = labelWidth(text);
  for (const [from, to] of segments(points)) {
    const vertical = from.x === to.x;
    if (distance(from, to) < (vertical ? DOWN : width + 2 * PADDING)) continue;
    for (const stop of STOPS) {
      const x = from.x + (to.x - from.x) * stop;
      const y = from.y + (to.y - from.y) * stop;
      const rect = { x: x - width / 2, y: y - HEIGHT / 2, width, height: HEIGHT };
      if (!index.covers(rect)) yield rect;
    }
  }
}

/** The middle of a label at the first place where no other one is, or null. */
export function placeLabel(spots: Iterable<Rect>, taken: Labels): Point | null {
  for (const spot of spots) {
    if (!taken.add(spot)) continue;
    return { x: middle(spot.x, spot.x + spot.width), y: middle(spot.y, spot.y + spot.height) };
  }
  return null;
}

/** The middle of an edge's longest part, whatever is there. */
export function roughPlace(points: Point[]): Point {
  const [first] = segments(points);
  if (first === undefined) return { x: 0, y: 0 };
  const [from, to] = first;
  return { x: middle(from.x, to.x), y: middle(from.y, to.y) };
}

/** The straight parts of a way, the best ones for a label first: vertical, then long. */
function segments(points: Point[]): [Point, Point][] {
  const parts = points.slice(1).map((to, i): [Point, Point] => [points[i] ?? to, to]);
  const worth = ([from, to]: [Point, Point]) => distance(from, to) * (from.x === to.x ? 2 : 1);
  return parts.sort((a, b) => worth(b) - worth(a));
}

/** Labels placed so far, in bands of height. */
export class Labels {
  readonly #bands = new Map<number, Rect[]>();

  /** Add a label unless it lies on another one; returns whether it was added. */
  add(label: Rect): boolean {
    const bands = [Math.floor(label.y / HEIGHT), Math.floor((label.y + HEIGHT) / HEIGHT)];
    for (const band of bands) {
      if (this.#bands.get(band)?.some((other) => meet(label, other))) return false;
    }
    for (const band of bands) {
      const there = this.#bands.get(band);
      if (there) there.push(label);
      else this.#bands.set(band, [label]);
    }
    return true;
  }
}

function meet(a: Rect, b: Rect): boolean {
  const across = a.x < b.x + b.width && b.x < a.x + a.width;
  return across && a.y < b.y + b.height && b.y < a.y + a.height;
}
