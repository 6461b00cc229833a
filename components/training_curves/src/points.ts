/** `Points`: a curve that grows, its x ascending. */

const FIRST = 256;

export class Points {
  #x = new Float64Array(FIRST);
  #y = new Float64Array(FIRST);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The places, as a view that the next `add` may leave behind. */
  get x(): Float64Array {
    return this.#x.subarray(0, this.#length);
  }

  get y(): Float64Array {
    return this.#y.subarray(0, this.#length);
  }

  /**
   * Put a point behind all others. Those at its place and behind it go: a run that goes on from a
   * checkpoint makes its last epoch again.
   */
  add(x: number, y: number): void {
    this.cut(x);
    if (this.#length === this.#x.length) {
      this.#x = doubled(this.#x);
      this.#y = doubled(this.#y);
    }
    this.#x[this.#length] = x;
    this.#y[this.#length] = y;
    this.#length += 1;
  }

  /** Forget what lies at a place and behind it. */
  cut(from: number): void {
    while (this.#length > 0 && (this.#x[this.#length - 1] ?? 0) >= from) this.#length -= 1;
  }

  /** The number of the point nearest to a place; -1 where there is none. */
  nearest(x: number): number {
    const after = firstFrom(this.x, x);
    const before = after - 1;
    if (after >= this.#length) return before;
    if (before < 0) return after;
    return x - (this.#x[before] ?? 0) < (this.#x[after] ?? 0) - x ? before : after;
  }
}

/** The number of the first that is not below a value; the length where all are. */
export function firstFrom(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function doubled(before: Float64Array): Float64Array<ArrayBuffer> {
  const after = new Float64Array(before.length * 2);
  after.set(before);
  return after;
}
