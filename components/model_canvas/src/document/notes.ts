/** Frames and comments of a graph: what is drawn and written on the canvas beside the model. */

import { type Comment, type Design, type Frame, lookup } from "../../../shared/document";
import { sameJson } from "./sameJson";

/** `graph.COLORS`. */
export const COLORS = [
  "gray",
  "blue",
  "green",
  "yellow",
  "orange",
  "red",
  "purple",
  "pink",
] as const;

/** Always the same object: nothing is new where there is nothing. */
const NONE: Record<string, never> = {};

type Framed = Pick<Design, "frames" | "comments">;

/** The frames of a graph, by id. */
export function framesOf(design: Framed, graphId: string): Record<string, Frame> {
  return lookup(design.frames ?? NONE, graphId) ?? NONE;
}

export function commentsOf(design: Framed, graphId: string): Record<string, Comment> {
  return lookup(design.comments ?? NONE, graphId) ?? NONE;
}

/** The design with the frames of one graph replaced; none are not written down. */
export function withFrames(design: Design, graphId: string, frames: Record<string, Frame>): Design {
  const { frames: all, ...plain } = design;
  const left = replaced(all, graphId, frames);
  return left === null ? plain : { ...plain, frames: left };
}

/** The design with the comments of one graph replaced; none are not written down. */
export function withComments(
  design: Design,
  graphId: string,
  comments: Record<string, Comment>,
): Design {
  const { comments: all, ...plain } = design;
  const left = replaced(all, graphId, comments);
  return left === null ? plain : { ...plain, comments: left };
}

function replaced<T>(
  all: Record<string, Record<string, T>> | undefined,
  graphId: string,
  of: Record<string, T>,
): Record<string, Record<string, T>> | null {
  const { [graphId]: _, ...others } = all ?? {};
  const next = Object.keys(of).length === 0 ? others : { ...others, [graphId]: of };
  return Object.keys(next).length === 0 ? null : next;
}

/** The design with a frame put in, changed or, for null, taken away. */
export function withFrame(
  design: Design,
  graphId: string,
  id: string,
  frame: Frame | null,
): Design {
  const members = changed(framesOf(design, graphId), id, frame);
  if (members === null) return design;
  return withFrames(design, graphId, members);
}

/** The same of a comment. */
export function withComment(
  design: Design,
  graphId: string,
  id: string,
  comment: Comment | null,
): Design {
  const members = changed(commentsOf(design, graphId), id, comment);
  if (members === null) return design;
  return withComments(design, graphId, members);
}

/** An id that none of some things has: `frame`, `frame_1` … */
export function freshNoteId(known: Record<string, unknown>, base: string): string {
  let id = base;
  for (let n = 1; Object.hasOwn(known, id); n += 1) id = `${base}_${n}`;
  return id;
}

/** The design without what is said of calls that are gone, and without frames that hold nothing. */
export function withoutNotesOf(design: Design, graphId: string, gone: ReadonlySet<string>): Design {
  let next = design;
  for (const [id, { node }] of Object.entries(commentsOf(design, graphId))) {
    if (node != null && gone.has(node)) next = withComment(next, graphId, id, null);
  }
  for (const [id, frame] of Object.entries(framesOf(design, graphId))) {
    const nodes = frame.nodes.filter((member) => !gone.has(member));
    if (nodes.length === frame.nodes.length) continue;
    next = withFrame(next, graphId, id, nodes.length > 0 ? { ...frame, nodes } : null);
  }
  return next;
}

/** A record with one member put in, or taken out for null; null if that changes nothing. */
function changed<T>(
  members: Record<string, T>,
  id: string,
  value: T | null,
): Record<string, T> | null {
  const before = lookup(members, id);
  if (value === null) {
    if (before === undefined) return null;
    const { [id]: _gone, ...others } = members;
    return others;
  }
  return before !== undefined && sameJson(before, value) ? null : { ...members, [id]: value };
}
