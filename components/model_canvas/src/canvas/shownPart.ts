/** Which part of a graph is on the screen: where the viewport must be to show something. */

import type { Rect, Viewport } from "@xyflow/react";

/** Room for what lies over the edges of the canvas: breadcrumb, controls, output pills. */
export const MARGIN = { top: 48, side: 40, bottom: 76 };

/** The least zoom at which a graph is shown unasked. */
export const LEGIBLE = 0.4;

/** What stays free between a node that is moved into view and the canvas' edge. */
const EDGE = 16;

export interface Size {
  width: number;
  height: number;
}

/**
 * The viewport in which all of some bounds is seen, none of it under the map in the lower right corner.
 *
 * @param room What lies over the canvas' edges, in pixels.
 * @param corner What the map takes of the corner, if there is one.
 */
export function fitted(
  bounds: Rect,
  size: Size,
  room: Record<"top" | "right" | "bottom" | "left", number>,
  corner: Size | null,
  [least, most]: [number, number],
): Viewport {
  // Next to nothing would be left beside a map that is most of the canvas.
  const large = corner && corner.width > size.width / 2 && corner.height > size.height / 2;
  const map = large ? null : corner;
  const inside = (right: number, bottom: number) => {
    const [width, height] = [size.width - room.left - right, size.height - room.top - bottom];
    const zoom = Math.min(Math.max(width, 1) / bounds.width, Math.max(height, 1) / bounds.height);
    return Math.min(most, Math.max(least, zoom));
  };
  const beside = map ? Math.max(room.right, map.width) : room.right;
  const above = map ? Math.max(room.bottom, map.height) : room.bottom;
  const [left, top] = [inside(beside, room.bottom), inside(room.right, above)];
  const zoom = Math.max(left, top);
  const [width, height] = [bounds.width * zoom, bounds.height * zoom];
  // In the middle, or as near to it as the map leaves room for.
  const middle = (from: number, to: number, length: number) => from + (to - from - length) / 2;
  let x = middle(room.left, size.width - room.right, width);
  let y = middle(room.top, size.height - room.bottom, height);
  const [mapX, mapY] = [size.width - beside, size.height - above];
  if (map && x + width > mapX && y + height > mapY) {
    if (left >= top) x = Math.min(x, mapX - width);
    else y = Math.min(y, mapY - height);
  }
  return { x: x - bounds.x * zoom, y: y - bounds.y * zoom, zoom };
}

/** Whether some bounds are too large to be read when all of them are in view. */
export function isFar({ width, height }: Rect, size: Size): boolean {
  return Math.min(size.width / width, size.height / height) < LEGIBLE;
}

/** The viewport moved as little as shows all of some bounds, or null if that needs another zoom. */
export function revealed(bounds: Rect, { x, y, zoom }: Viewport, size: Size): Viewport | null {
  if (zoom < LEGIBLE) return null;
  const { top, side, bottom } = MARGIN;
  const dx = shift(bounds.x * zoom + x, bounds.width * zoom, side, size.width - side);
  const dy = shift(bounds.y * zoom + y, bounds.height * zoom, top, size.height - bottom);
  return dx === null || dy === null ? null : { x: x + dx, y: y + dy, zoom };
}

/**
 * How far the view must move sideways so that a node is not cut off at the right, and with it as many
 * of its neighbours as there is room for; 0 where the node stands outside of the view altogether.
 *
 * @param before How wide the view was, before a panel was opened beside it.
 */
export function uncovered(
  node: Rect,
  neighbours: readonly Rect[],
  { x, zoom }: Viewport,
  width: number,
  before: number,
): number {
  const stretch = (rect: Rect): [number, number] => [
    rect.x * zoom + x,
    (rect.x + rect.width) * zoom + x,
  ];
  let [from, to] = stretch(node);
  if (to < 0 || from > before) return 0;
  for (const [left, right] of neighbours.map(stretch)) {
    // One that was not seen before is not missed.
    if (left < 0 || right > before) continue;
    const both = [Math.min(from, left), Math.max(to, right)] as const;
    if (both[1] - both[0] <= width - 2 * EDGE) [from, to] = both;
  }
  return shift(from, to - from, Math.min(from, EDGE), width - EDGE) ?? EDGE - from;
}

/** How far a stretch must move to lie between two limits, or null if it is too long. */
function shift(from: number, length: number, low: number, high: number): number | null {
  if (length > high - low) return null;
  return Math.max(low - from, 0) + Math.min(high - (from + length), 0);
}
