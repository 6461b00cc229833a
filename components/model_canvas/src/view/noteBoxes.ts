/** Where frames and comments lie, once all nodes have their places. */

import type { Comment, Design } from "../../../shared/document";
import { type Box, frameBoxes, holds } from "../document/frameMembers";
import { commentsOf, framesOf } from "../document/notes";
import type { Point } from "../document/types";
import type { Places } from "../layout/layoutProblem";
import type { DrawnView } from "./drawnView";
import { rectOf } from "./geometry";

/** Between a node and the comment about it, and from one such comment to the next. */
const GAP = 24;
const NEXT = 56;

/** The size of a comment that nobody has given one; it grows with its text. */
export const COMMENT_SIZE: Point = [208, 48];

export interface PlacedComment {
  id: string;
  comment: Comment;
  at: Point;
  /** Of the node that it is about. */
  box: Box | null;
}

/** The comments that are drawn: one about a node that is not drawn is not, either. */
export function placedComments(
  comments: Record<string, Comment>,
  boxOf: (node: string) => Box | null,
): PlacedComment[] {
  const beside = new Map<string, number>();
  return Object.entries(comments).flatMap(([id, comment]): PlacedComment[] => {
    const { node, position } = comment;
    const box = node == null ? null : boxOf(node);
    if (node != null && box === null) return [];
    if (position) return [{ id, comment, at: position, box }];
    if (box === null || node == null) return [{ id, comment, at: [0, 0], box: null }];
    const above = beside.get(node) ?? 0;
    beside.set(node, above + 1);
    return [{ id, comment, at: [box.x + box.width + GAP, box.y + above * NEXT], box }];
  });
}

/** Where every call is drawn; one that a collapsed frame hides, where that is. */
export function boxesOfCalls(
  { nodes, frames }: DrawnView,
  places: Places,
  dragged: Places = {},
): Map<string, Box> {
  const boxes = new Map(
    nodes.map(({ id, width, height }) => [
      id,
      rectOf(dragged[id] ?? places[id] ?? [0, 0], width, height),
    ]),
  );
  for (const [call, node] of frames.owner) {
    const box = boxes.get(node);
    if (box) boxes.set(call, box);
  }
  return boxes;
}

/** The rectangles of all frames and comments of a graph. */
export function noteBoxes(design: Design, graph: string, view: DrawnView, places: Places): Box[] {
  const [frames, comments] = [framesOf(design, graph), commentsOf(design, graph)];
  if (Object.keys(frames).length + Object.keys(comments).length === 0) return [];
  const boxes = boxesOfCalls(view, places);
  const shown = Object.entries(frames).filter(
    ([, { nodes, collapsed }]) => !collapsed && !isHidden(nodes, view),
  );
  const members = new Map(shown.map(([id, { nodes }]) => [id, nodes]));
  const around = frameBoxes(members, boxes).values();
  const seen = (node: string) => (view.byId.has(node) ? (boxes.get(node) ?? null) : null);
  const said = placedComments(comments, seen).map(({ at: [x, y], comment }) => {
    const [width, height] = comment.size ?? COMMENT_SIZE;
    return { x, y, width, height };
  });
  return [...around, ...said];
}

/**
 * The comments about no call that lie wholly among some calls: within a frame that holds none but
 * these, or within the rectangle around them if no other call lies in it.
 */
export function commentsAmong(
  design: Design,
  graph: string,
  view: DrawnView,
  places: Places,
  nodes: readonly string[],
): string[] {
  const free = Object.entries(commentsOf(design, graph)).filter(
    ([, { node, position }]) => node == null && position != null,
  );
  if (free.length === 0) return [];
  const boxes = boxesOfCalls(view, places);
  const chosen = new Set(nodes);
  const whole = Object.entries(framesOf(design, graph)).filter(
    ([, frame]) => !frame.collapsed && frame.nodes.every((id) => chosen.has(id)),
  );
  const areas = [...frameBoxes(new Map(whole.map(([id, frame]) => [id, frame.nodes])), boxes)].map(
    ([, box]) => box,
  );
  const around = enclosing(nodes.flatMap((id) => boxes.get(id) ?? []));
  const others = [...boxes].filter(([id]) => !chosen.has(id)).map(([, box]) => box);
  if (around && !others.some((box) => holds(around, box))) areas.push(around);
  return free.flatMap(([id, { position, size }]) => {
    const [x, y] = position ?? [0, 0];
    const [width, height] = size ?? COMMENT_SIZE;
    return areas.some((area) => contains(area, { x, y, width, height })) ? [id] : [];
  });
}

function enclosing(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

function contains(area: Box, { x, y, width, height }: Box): boolean {
  const [right, bottom] = [area.x + area.width, area.y + area.height];
  return area.x <= x && area.y <= y && x + width <= right && y + height <= bottom;
}

/** Whether all of some calls are within one collapsed frame. */
export function isHidden(nodes: readonly string[], { frames: { owner } }: DrawnView): boolean {
  const owners = new Set(nodes.map((id) => owner.get(id)));
  return owners.size === 1 && !owners.has(undefined);
}
