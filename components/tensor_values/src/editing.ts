/** How an input may be drawn by hand: as a picture of pixels, or number by number. */

import type { FlowEntry } from "../../shared/types.gen";

/** The most pixels along a side, and the most numbers that have a field each. */
const SIDE = 32;
const FIELDS = 16;

/** The side of a picture whose own is too large. */
const USUAL = 28;

export type Editor =
  | { kind: "pixels"; width: number; height: number }
  | { kind: "numbers"; count: number }
  | null;

/** What an input is drawn with; null where it is too long, or words. */
export function editorOf({ shape, dtype, most }: FlowEntry): Editor {
  if (dtype === "string") return null;
  const sample = shape.slice(1);
  const count = sample.reduce((product, size) => product * size, 1);
  if (count <= FIELDS) return { kind: "numbers", count };
  if (most !== null) return null;
  if (sample.length === 1) {
    const side = Math.sqrt(count);
    return Number.isInteger(side) ? square(side, side) : null;
  }
  const [height = 1, width = 1] = sample.length === 2 ? sample : sample.slice(-3, -1);
  return square(width, height);
}

function square(width: number, height: number): Editor {
  const bounded = (size: number) => (size > SIDE ? USUAL : size);
  return { kind: "pixels", width: bounded(width), height: bounded(height) };
}

/** What a stroke at a pixel makes of a picture: its middle full, beside it half, as a pen does. */
export function painted(
  values: readonly (number | null)[],
  width: number,
  at: { x: number; y: number },
  ink: number,
): (number | null)[] {
  const height = values.length / width;
  const next = [...values];
  const soft = Math.min(width, height) >= 12;
  const put = (x: number, y: number, share: number) => {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const place = y * width + x;
    const old = next[place] ?? 0;
    next[place] = ink === 0 ? (share === 1 ? 0 : old) : Math.max(old, ink * share);
  };
  put(at.x, at.y, 1);
  if (!soft) return next;
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    put(at.x + dx, at.y + dy, ink === 0 ? 1 : 0.6);
  }
  return next;
}

/** The number that was typed; null is no number, undefined is nothing that could be one. */
export function typedNumber(text: string): number | null | undefined {
  const plain = text.trim().toLowerCase();
  if (plain === "nan") return null;
  const value = Number(plain.replace(",", "."));
  return plain === "" || !Number.isFinite(value) || Math.abs(value) > 1e30 ? undefined : value;
}

/** As many numbers as there are to be: what is missing is zero. */
export function filled(values: readonly (number | null)[], count: number): (number | null)[] {
  return Array.from({ length: count }, (_, place) =>
    place < values.length ? (values[place] ?? null) : 0,
  );
}
