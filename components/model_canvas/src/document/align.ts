/** Lining nodes up with each other, and putting equal gaps between them. */

import { snapped } from "./grid";
import type { Point } from "./types";

/** Where a node is: its place is the middle of its upper edge. */
export interface Placed {
  place: Point;
  width: number;
  height: number;
}

export type Side = "left" | "centre" | "right" | "top" | "middle" | "bottom";

type Nodes = Readonly<Record<string, Placed>>;

/** The places of nodes that are to have one side in common: the outermost, or the mean of middles. */
export function aligned(nodes: Nodes, side: Side): Record<string, Point> {
  const all = Object.values(nodes);
  const across = side === "left" || side === "centre" || side === "right";
  const lines = all.map((node) => lineOf(node, side));
  const line =
    side === "left" || side === "top"
      ? Math.min(...lines)
      : side === "right" || side === "bottom"
        ? Math.max(...lines)
        : snapped(lines.reduce((sum, value) => sum + value, 0) / lines.length);
  return moved(nodes, (node) => {
    const by = line - lineOf(node, side);
    const [x, y] = node.place;
    return across ? [x + by, y] : [x, y + by];
  });
}

/** The places of nodes with equal gaps between them, from the first to the last, which stay. */
export function distributed(nodes: Nodes, way: "across" | "down"): Record<string, Point> {
  const at = ({ place: [x, y], width }: Placed) => (way === "across" ? x - width / 2 : y);
  const length = ({ width, height }: Placed) => (way === "across" ? width : height);
  const sorted = Object.entries(nodes).sort(([, a], [, b]) => at(a) - at(b));
  const [first, last] = [sorted[0]?.[1], sorted.at(-1)?.[1]];
  if (!first || !last || sorted.length < 3) return moved(nodes, ({ place }) => place);
  const filled = sorted.reduce((sum, [, node]) => sum + length(node), 0);
  const gap = (at(last) + length(last) - at(first) - filled) / (sorted.length - 1);
  const places: Record<string, Point> = {};
  let next = at(first);
  for (const [id, node] of sorted) {
    const [x, y] = node.place;
    const still = node === first || node === last;
    if (still) places[id] = node.place;
    else if (way === "across") places[id] = [snapped(next + node.width / 2), y];
    else places[id] = [x, snapped(next)];
    next += length(node) + gap;
  }
  return places;
}

function lineOf({ place: [x, y], width, height }: Placed, side: Side): number {
  switch (side) {
    case "left":
      return x - width / 2;
    case "right":
      return x + width / 2;
    case "centre":
      return x;
    case "top":
      return y;
    case "bottom":
      return y + height;
    case "middle":
      return y + height / 2;
  }
}

function moved(nodes: Nodes, place: (node: Placed) => Point): Record<string, Point> {
  return Object.fromEntries(Object.entries(nodes).map(([id, node]) => [id, place(node)]));
}
