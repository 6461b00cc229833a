/** Which calls are in which frame: a call that is dropped into a frame joins it, and leaves it again. */

import type { Design, Frame } from "../../../shared/document";
import { framesOf, withFrame } from "./notes";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Boxes = ReadonlyMap<string, Box>;

/** Room between a frame's line and what is in it; above there is its title, too. */
export const FRAME = { side: 24, bottom: 32, top: 48 };

/** So far from the others of its frame a call leaves it. */
const AWAY = 72;

/** The rectangle of a frame around some calls, or null if none of them is there. */
export function frameBox(nodes: readonly string[], boxes: Boxes): Box | null {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const id of nodes) {
    const box = boxes.get(id);
    if (!box) continue;
    left = Math.min(left, box.x);
    right = Math.max(right, box.x + box.width);
    top = Math.min(top, box.y);
    bottom = Math.max(bottom, box.y + box.height);
  }
  if (left === Infinity) return null;
  return {
    x: left - FRAME.side,
    y: top - FRAME.top,
    width: right - left + 2 * FRAME.side,
    height: bottom - top + FRAME.top + FRAME.bottom,
  };
}

/** Room between the line of a frame and those of the frames in it: their titles stand below its own. */
const NESTED = { side: 12, bottom: 12, top: 36 };

/**
 * The rectangles of frames, each around its calls and the frames that lie within it.
 *
 * @param frames The calls of each; those of a frame within another are among the other's.
 */
export function frameBoxes(
  frames: ReadonlyMap<string, readonly string[]>,
  boxes: Boxes,
): Map<string, Box> {
  const found = new Map<string, Box>();
  const smallest = [...frames].sort(([, a], [, b]) => a.length - b.length);
  for (const [id, nodes] of smallest) {
    let box = frameBox(nodes, boxes);
    if (box === null) continue;
    const members = new Set(nodes);
    for (const [other, inner] of found) {
      const inside = frames.get(other) ?? [];
      if (inside.length === nodes.length || !inside.every((node) => members.has(node))) continue;
      box = united(box, inner);
    }
    found.set(id, box);
  }
  return found;
}

function united(box: Box, inner: Box): Box {
  const x = Math.min(box.x, inner.x - NESTED.side);
  const y = Math.min(box.y, inner.y - NESTED.top);
  const right = Math.max(box.x + box.width, inner.x + inner.width + NESTED.side);
  const bottom = Math.max(box.y + box.height, inner.y + inner.height + NESTED.bottom);
  return { x, y, width: right - x, height: bottom - y };
}

/**
 * The design in which calls that were dropped have joined the frames that they lie in and left those
 * that they are far from.
 *
 * @param moved The calls that were dropped together. A frame that was moved as a whole keeps them.
 * @param boxes Where all calls are now.
 */
export function dropped(
  design: Design,
  graphId: string,
  moved: readonly string[],
  boxes: Boxes,
): Design {
  const together = new Set(moved);
  let next = design;
  for (const [id, frame] of Object.entries(framesOf(design, graphId))) {
    if (frame.collapsed) continue;
    const nodes = membersAfter(frame, together, boxes);
    if (nodes !== frame.nodes) next = withFrame(next, graphId, id, { ...frame, nodes });
  }
  return next;
}

/** The calls of a frame once some have been dropped; the same list where that changes nothing. */
export function membersAfter(frame: Frame, moved: ReadonlySet<string>, boxes: Boxes): string[] {
  const still = frame.nodes.filter((id) => boxes.has(id) && !moved.has(id));
  const around = frameBox(still, boxes);
  if (around === null) return frame.nodes;
  const before = new Set(frame.nodes);
  const gone = new Set<string>();
  const fresh: string[] = [];
  for (const id of moved) {
    const box = boxes.get(id);
    if (!box) continue;
    if (before.has(id)) {
      if (!meet(box, grown(around, AWAY))) gone.add(id);
    } else if (holds(around, box)) fresh.push(id);
  }
  if (gone.size + fresh.length === 0) return frame.nodes;
  return [...frame.nodes.filter((id) => !gone.has(id)), ...fresh];
}

/** Whether the middle of a box lies in another. */
export function holds(around: Box, { x, y, width, height }: Box): boolean {
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  return (
    around.x <= middleX &&
    middleX <= around.x + around.width &&
    around.y <= middleY &&
    middleY <= around.y + around.height
  );
}

function meet(a: Box, b: Box): boolean {
  const across = a.x < b.x + b.width && b.x < a.x + a.width;
  return across && a.y < b.y + b.height && b.y < a.y + a.height;
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
