/** The screen that a drawing should fit: places are kept with a design, whoever opens it. */

import type { LayoutNode, Places } from "./layoutProblem";

/** About what a canvas has beside its panels, in a window of 1440 pixels. */
const SCREEN = { width: 960, height: 640 };

/** The least zoom at which a drawing counts as seen whole. */
export const WHOLE = 0.4;

export interface Bounds {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

type Sized = { nodes: readonly Pick<LayoutNode, "id" | "width" | "height">[] };

export function boundsOf({ nodes }: Sized, places: Places): Bounds {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { id, width, height } of nodes) {
    const [x, y] = places[id] ?? [0, 0];
    left = Math.min(left, x - width / 2);
    right = Math.max(right, x + width / 2);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + height);
  }
  return { left, right, top, bottom };
}

/** The zoom at which so large a drawing fits the screen. */
export function fitting(width: number, height: number): number {
  return Math.min(SCREEN.width / width, SCREEN.height / height);
}

export function fittingBounds({ left, right, top, bottom }: Bounds): number {
  return fitting(right - left, bottom - top);
}
