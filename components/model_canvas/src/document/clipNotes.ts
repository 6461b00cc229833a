/** Frames and comments of what is copied: a clip holds them as a design does, its own calls as `MAIN`. */

import {
  type Comment,
  type Design,
  type Frame,
  type Graph,
  graphOf,
  MAIN,
} from "../../../shared/document";
import type { Clip } from "./clip";
import { baseName } from "./names";
import { commentsOf, framesOf, freshNoteId, withComments, withFrames } from "./notes";
import type { Point } from "./types";

type Notes = Pick<Clip, "frames" | "comments">;

/**
 * What is framed and said of some calls: frames that hold none but these, and comments about them.
 *
 * @param nodes The calls that are copied.
 * @param free Ids of comments that are about no call and are copied, too.
 * @param models The definitions that are copied, whose frames and comments go along whole.
 */
export function notesWith(
  design: Design,
  graphId: string,
  nodes: ReadonlySet<string>,
  free: Iterable<string>,
  models: Record<string, Graph>,
): Notes {
  const known = graphOf(design, graphId)?.nodes ?? {};
  const chosen = new Set(free);
  const frames: Record<string, Frame> = {};
  for (const [id, frame] of Object.entries(framesOf(design, graphId))) {
    const members = frame.nodes.filter((node) => Object.hasOwn(known, node));
    if (members.length === 0 || !members.every((node) => nodes.has(node))) continue;
    frames[id] = { ...frame, nodes: members };
  }
  const comments: Record<string, Comment> = {};
  for (const [id, comment] of Object.entries(commentsOf(design, graphId))) {
    if (comment.node == null ? chosen.has(id) : nodes.has(comment.node)) comments[id] = comment;
  }
  const framed: NonNullable<Notes["frames"]> = { [MAIN]: frames };
  const said: NonNullable<Notes["comments"]> = { [MAIN]: comments };
  for (const id of Object.keys(models)) {
    framed[id] = framesOf(design, id);
    said[id] = commentsOf(design, id);
  }
  return {
    ...(hasAny(framed) && { frames: written(framed) }),
    ...(hasAny(said) && { comments: written(said) }),
  };
}

function hasAny(all: Record<string, object>): boolean {
  return Object.values(all).some((notes) => Object.keys(notes).length > 0);
}

function written<T extends object>(all: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([, notes]) => hasAny({ notes })));
}

/** The comments of a clip that are about no call: what is cut takes them away. */
export function freeComments(clip: Clip): string[] {
  return Object.entries(commentsOf(clip, MAIN)).flatMap(([id, { node }]) =>
    node == null ? [id] : [],
  );
}

/**
 * The design with the frames and comments of a clip's calls, under fresh ids.
 *
 * @param made The id that each call of the clip has in the graph.
 * @param shift How far what is pasted lies from where it was copied.
 */
export function withPastedNotes(
  design: Design,
  graphId: string,
  clip: Clip,
  made: ReadonlyMap<string, string>,
  [right, down]: Point,
): Design {
  const frames = { ...framesOf(design, graphId) };
  for (const [id, frame] of Object.entries(framesOf(clip, MAIN))) {
    const nodes = frame.nodes.flatMap((node) => made.get(node) ?? []);
    if (nodes.length > 0) frames[freshId(frames, id)] = { ...frame, nodes };
  }
  const comments = { ...commentsOf(design, graphId) };
  for (const [id, { node, position, ...plain }] of Object.entries(commentsOf(clip, MAIN))) {
    const about = node == null ? null : made.get(node);
    if (about === undefined) continue;
    comments[freshId(comments, id)] = {
      ...plain,
      ...(about !== null && { node: about }),
      ...(position && { position: [position[0] + right, position[1] + down] }),
    };
  }
  return withComments(withFrames(design, graphId, frames), graphId, comments);
}

function freshId(known: Record<string, unknown>, id: string): string {
  return Object.hasOwn(known, id) ? freshNoteId(known, baseName(id)) : id;
}

/**
 * The design with the frames and comments in a clip's definitions; those that it had before keep theirs.
 *
 * @param models The design's id of each definition of the clip.
 */
export function withDefinitionNotes(
  design: Design,
  before: Design,
  clip: Notes,
  models: ReadonlyMap<string, string>,
): Design {
  let next = design;
  for (const [id, fresh] of models) {
    if (Object.hasOwn(before.models, fresh)) continue;
    next = withFrames(next, fresh, { ...framesOf(next, fresh), ...framesOf(clip, id) });
    next = withComments(next, fresh, { ...commentsOf(next, fresh), ...commentsOf(clip, id) });
  }
  return next;
}
