/** Keys on a chart: where the marked place and the shown part go. */

import type { Range } from "./plot";

export interface Look {
  /** The place that is marked; null for none. */
  hover: number | null;
  /** The part that is shown; null for all. */
  zoom: Range | null;
}

/**
 * What a key makes of a look; null where it is no key of a chart.
 *
 * @param key As `KeyboardEvent.key` has it.
 * @param look How it is now.
 * @param range The part that is shown, in epochs.
 */
export function walked(key: string, look: Look, [from, to]: Range): Look | null {
  const wide = to - from;
  const at = look.hover ?? to;
  switch (key) {
    case "ArrowLeft":
      return { ...look, hover: Math.max(from, at - wide / 50) };
    case "ArrowRight":
      return { ...look, hover: Math.min(to, at + wide / 50) };
    case "Home":
      return { ...look, hover: from };
    case "End":
      return { ...look, hover: to };
    case "+":
      return { hover: null, zoom: [Math.max(from, at - wide / 4), Math.min(to, at + wide / 4)] };
    case "-":
      return { hover: null, zoom: null };
    case "Escape":
      return look.hover === null ? { hover: null, zoom: null } : { ...look, hover: null };
    default:
      return null;
  }
}
