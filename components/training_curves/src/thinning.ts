/** Thinning: as many points as a chart has pixels to show them with. */

import { firstFrom } from "./points";

export interface Curve {
  x: Float64Array;
  y: Float64Array;
}

/**
 * Of the points that fall on one pixel column, the first, the lowest, the highest and the last: a
 * line through these covers the same pixels as one through all.
 *
 * @param curve Its x ascending.
 * @param from Left end of what is shown; one point before it is kept, so that the line comes in.
 * @param to Right end.
 * @param columns Pixels between them.
 */
export function thinned({ x, y }: Curve, from: number, to: number, columns: number): Curve {
  const first = Math.max(0, firstFrom(x, from) - 1);
  const end = Math.min(x.length, firstFrom(x, to) + 1);
  if (end - first <= columns * 4) return { x: x.subarray(first, end), y: y.subarray(first, end) };
  const thinX = new Float64Array(columns * 4 + 8);
  const thinY = new Float64Array(columns * 4 + 8);
  let length = 0;
  const keep = (index: number) => {
    thinX[length] = x[index] ?? 0;
    thinY[length] = y[index] ?? 0;
    length += 1;
  };
  const scale = columns / (to - from || 1);
  for (let start = first; start < end; ) {
    // What lies outside is a column of its own at either side.
    const column = columnOf(x[start] ?? 0, from, scale, columns);
    let stop = start;
    let low = start;
    let high = start;
    while (stop < end && columnOf(x[stop] ?? 0, from, scale, columns) === column) {
      const value = y[stop] ?? 0;
      if (value < (y[low] ?? 0)) low = stop;
      if (value > (y[high] ?? 0)) high = stop;
      stop += 1;
    }
    const last = stop - 1;
    let before = -1;
    for (const index of [start, Math.min(low, high), Math.max(low, high), last]) {
      if (index > before) keep(index);
      before = Math.max(before, index);
    }
    start = stop;
  }
  return { x: thinX.subarray(0, length), y: thinY.subarray(0, length) };
}

function columnOf(x: number, from: number, scale: number, columns: number): number {
  return Math.max(-1, Math.min(columns, Math.floor((x - from) * scale)));
}
