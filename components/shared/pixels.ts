/**
 * Pictures of tensors. Colour says the sign, and how strong it is how large a number: what is drawn over
 * any background shows zero as that background, so pictures fit every theme.
 */

import type { Pixels } from "./types.gen";

/** Above zero, below it, and no finite number; by Okabe and Ito, whose colours every eye tells apart. */
export const POSITIVE = [213, 94, 0] as const;
export const NEGATIVE = [0, 114, 178] as const;
const BAD = [204, 121, 167] as const;

/** The number that a pixel stands for; null where it is no finite number. */
export function numberAt({ low, high }: Pixels, pixel: number): number | null {
  return pixel === 0 ? null : low + ((high - low) * (pixel - 1)) / 254;
}

/** The largest distance from zero: its colour is the strongest. */
export function strongest({ low, high }: Pixels): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

/** The bytes of a picture. */
export function bytesOf({ data }: Pixels): Uint8Array {
  const text = atob(data);
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Small numbers are to be seen, too. */
const GAMMA = 0.75;

/** One tile as red, green, blue and opacity. */
export function coloured(pixels: Pixels, bytes: Uint8Array, tile: number): Uint8ClampedArray {
  const size = pixels.width * pixels.height;
  const found = new Uint8ClampedArray(size * 4);
  const most = strongest(pixels);
  for (let i = 0; i < size; i += 1) {
    const value = numberAt(pixels, bytes[tile * size + i] ?? 0);
    const colour = value === null ? BAD : value < 0 ? NEGATIVE : POSITIVE;
    const share = value === null ? 1 : most > 0 ? Math.abs(value) / most : 0;
    found.set([...colour, 255 * share ** GAMMA], i * 4);
  }
  return found;
}

/** A number in at most five places. */
export function short(value: number | string | null | undefined): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return value;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(1).replace("e+", "e");
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
}
