/** The rectangles of all nodes, sorted by height so that those in a line's way are found fast. */

import type { Point, Rect } from "./geometry";

/** How near a line may pass a node's side. */
const NEAR = 4;

/** More lanes than this are not worth a try. */
const MOST_LANES = 10;

export class Obstacles {
  readonly #rects: Rect[];
  readonly #tallest: number;

  constructor(rects: Iterable<Rect>) {
    this.#rects = [...rects].sort((a, b) => a.y - b.y);
    this.#tallest = this.#rects.reduce((most, { height }) => Math.max(most, height), 0);
  }

  /** How many nodes an axis-parallel line runs through or too close to. */
  crossed(a: Point, b: Point): number {
    const left = Math.min(a.x, b.x) - NEAR;
    const right = Math.max(a.x, b.x) + NEAR;
    const upper = Math.min(a.y, b.y) + 1;
    const lower = Math.max(a.y, b.y) - 1;
    return this.#count(left, right, upper, Math.max(upper, lower));
  }

  /** Whether a rectangle lies on any node. */
  covers({ x, y, width, height }: Rect): boolean {
    return this.#count(x, x + width, y, y + height) > 0;
  }

  /** Lanes beside the nodes between an edge's upper and its lower end, nearest first. */
  lanes(source: Point, target: Point, clear: number, most = MOST_LANES): number[] {
    const xs = new Set<number>();
    for (let i = this.#first(source.y); i < this.#rects.length; i += 1) {
      const rect = this.#rects[i] as Rect;
      if (rect.y >= target.y) break;
      if (rect.y + rect.height <= source.y) continue;
      xs.add(rect.x - clear);
      xs.add(rect.x + rect.width + clear);
    }
    const far = (x: number) => Math.abs(x - source.x) + Math.abs(x - target.x);
    return [...xs].sort((a, b) => far(a) - far(b) || b - a).slice(0, most);
  }

  #count(left: number, right: number, upper: number, lower: number): number {
    let count = 0;
    for (let i = this.#first(upper); i < this.#rects.length; i += 1) {
      const rect = this.#rects[i] as Rect;
      if (rect.y >= lower) break;
      if (rect.y + rect.height <= upper) continue;
      if (rect.x < right && left < rect.x + rect.width) count += 1;
    }
    return count;
  }

  /** Index of the first node that may reach down to a height. */
  #first(y: number): number {
    let low = 0;
    let high = this.#rects.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#rects[middle] as Rect).y + this.#tallest <= y) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
