import type { Point, Rect } from "./geometry";

/** Nodes in bands of height, so that a short edge is only compared with what is near. */
export class Rows {
  static readonly #BAND = 512;
  readonly #bands = new Map<number, Rect[]>();

  constructor(rects: Iterable<Rect>) {
    for (const rect of rects) {
      for (const band of Rows.#span(rect.y, rect.y + rect.height)) {
        const known = this.#bands.get(band);
        if (known) known.push(rect);
        else this.#bands.set(band, [rect]);
      }
    }
  }

  /** How many nodes an axis-parallel line runs through or too close to. */
  crossed(a: Point, b: Point): number {
    const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
    const [upper, lower] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
    let count = 0;
    for (const rect of this.#near(upper, lower)) {
      if (rect.x - 4 < right && left < rect.x + rect.width + 4) {
        if (rect.y + 1 < lower && upper < rect.y + rect.height - 1) count += 1;
      }
    }
    return count;
  }

  /** Lanes beside the nodes between the ends of an edge, nearest first. */
  lanes(source: Point, target: Point, clear: number): number[] {
    const xs = new Set<number>();
    for (const rect of this.#near(source.y, target.y)) {
      if (rect.y > target.y - 1 || rect.y + rect.height < source.y + 1) continue;
      xs.add(rect.x - clear);
      xs.add(rect.x + rect.width + clear);
    }
    const far = (x: number) => Math.abs(x - source.x) + Math.abs(x - target.x);
    return [...xs].sort((a, b) => far(a) - far(b) || b - a).slice(0, 24);
  }

  /** Whether a rectangle lies on any node. */
  covers({ x, y, width, height }: Rect): boolean {
    for (const rect of this.#near(y, y + height)) {
      const across = rect.x < x + width && x < rect.x + rect.width;
      if (across && rect.y < y + height && y < rect.y + rect.height) return true;
    }
    return false;
  }

  *#near(upper: number, lower: number): Generator<Rect> {
    const seen = new Set<Rect>();
    for (const band of Rows.#span(upper, lower)) {
      for (const rect of this.#bands.get(band) ?? []) {
        if (seen.has(rect)) continue;
        seen.add(rect);
        yield rect;
      }
    }
  }

  static *#span(upper: number, lower: number): Generator<number> {
    const last = Math.floor(lower / Rows.#BAND);
    for (let band = Math.floor(upper / Rows.#BAND); band <= last; band += 1) yield band;
  }
}
