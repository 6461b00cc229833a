/** What an edge looks like, whether it is drawn by itself or with all others. */

import type { EdgeView } from "./edgeViews";

/** Length of an arrowhead. */
export const HEAD = 7;

/** The SVG path of the arrowhead at an edge's end. */
export function arrowhead(x: number, y: number, side: "top" | "right" | "bottom"): string {
  return side === "right"
    ? `M ${x} ${y} l ${HEAD + 1} -4.5 v 9 z`
    : `M ${x} ${y} l -4.5 ${-HEAD - 1} h 9 z`;
}

/** Its classes; a mark says what a preview makes of it. */
export function edgeClasses(
  { state, casts }: EdgeView,
  selected: boolean,
  mark: string | null | undefined,
): string {
  const classes = ["tensor-edge", `state-${state}`];
  if (casts) classes.push("is-cast");
  if (selected) classes.push("is-selected");
  if (mark) classes.push(`preview-${mark}`);
  return classes.join(" ");
}
