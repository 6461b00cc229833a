/** Frames and comments of calls that go into a block or come out of one. */

import type { Comment, Design, Frame } from "../../../../shared/document";
import { firstFree } from "../names";
import { commentsOf, framesOf, withComments, withFrames } from "../notes";

/** Take along what is framed and said of calls that became a block. */
export function intoBlock(
  design: Design,
  graphId: string,
  model: string,
  part: ReadonlySet<string>,
  block: string,
): Design {
  if (!design.frames && !design.comments) return design;
  const outer: Record<string, Frame> = {};
  const inner: Record<string, Frame> = {};
  for (const [id, frame] of Object.entries(framesOf(design, graphId))) {
    const inside = frame.nodes.filter((node) => part.has(node));
    if (inside.length > 0 && inside.length === frame.nodes.length) inner[id] = frame;
    else if (inside.length === 0) outer[id] = frame;
    else {
      const rest = frame.nodes.filter((node) => !part.has(node));
      outer[id] = { ...frame, nodes: inside.length === part.size ? [...rest, block] : rest };
    }
  }
  const said: Record<string, Comment> = {};
  const within: Record<string, Comment> = {};
  for (const [id, comment] of Object.entries(commentsOf(design, graphId))) {
    const target = comment.node != null && part.has(comment.node) ? within : said;
    target[id] = comment;
  }
  const framed = withFrames(withFrames(design, graphId, outer), model, inner);
  return withComments(withComments(framed, graphId, said), model, within);
}

/**
 * Bring out what is framed and said inside of a block.
 *
 * @param made The ids that the calls inside of the definition have in the graph.
 */
export function outOfBlock(
  design: Design,
  graphId: string,
  model: string,
  block: string,
  made: ReadonlyMap<string, string>,
): Design {
  if (!design.frames && !design.comments) return design;
  const frames: Record<string, Frame> = {};
  for (const [id, frame] of Object.entries(framesOf(design, graphId))) {
    const nodes = frame.nodes.flatMap((node) => (node === block ? [...made.values()] : [node]));
    frames[id] = frame.nodes.includes(block) ? { ...frame, nodes } : frame;
  }
  for (const [id, frame] of Object.entries(framesOf(design, model))) {
    const nodes = frame.nodes.flatMap((node) => made.get(node) ?? []);
    if (nodes.length === 0) continue;
    frames[firstFree(id, (one) => Object.hasOwn(frames, one))] = { ...frame, nodes };
  }
  const comments: Record<string, Comment> = { ...commentsOf(design, graphId) };
  const [first] = made.values();
  for (const [id, comment] of Object.entries(comments)) {
    if (comment.node === block) comments[id] = { ...comment, node: first ?? null };
  }
  for (const [id, comment] of Object.entries(commentsOf(design, model))) {
    const node = comment.node == null ? null : made.get(comment.node);
    if (node == null) continue;
    comments[firstFree(id, (one) => Object.hasOwn(comments, one))] = { ...comment, node };
  }
  return withComments(withFrames(design, graphId, frames), graphId, comments);
}
