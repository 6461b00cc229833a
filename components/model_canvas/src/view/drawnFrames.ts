/** Which frames of a graph are drawn as one node, and what they hide. */

import { type Design, type Frame, type Graph, graphOf } from "../../../shared/document";
import { framesOf } from "../document/notes";

/** A collapsed frame and the calls that it stands for. */
export interface Collapsed {
  frame: Frame;
  /** The id of its node. */
  view: string;
  /** In no order. */
  nodes: readonly string[];
}

/** The collapsed frames of a graph. */
export interface Frames {
  /** By the ids of their nodes. */
  byView: ReadonlyMap<string, Collapsed>;
  /** The node that stands for each hidden call. */
  owner: ReadonlyMap<string, string>;
}

const PREFIX = "frame:";

/** The id of the node that stands for a frame. */
export function frameView(frame: string): string {
  return PREFIX + frame;
}

/** The frame that a node stands for, or null for the node of a call. */
export function frameOfView(view: string): string | null {
  return view.startsWith(PREFIX) ? view.slice(PREFIX.length) : null;
}

const NONE: Frames = { byView: new Map(), owner: new Map() };

interface Known {
  frames: Record<string, Frame>;
  found: Frames;
}

const known = new WeakMap<Graph["nodes"], Known>();

/**
 * The collapsed frames of a graph: the outermost ones, since what is inside of one is not drawn. A call
 * in two that only overlap belongs to the larger one.
 */
export function collapsedFrames(design: Design, graphId: string): Frames {
  const frames = framesOf(design, graphId);
  const graph = graphOf(design, graphId);
  if (graph === undefined || !Object.values(frames).some(({ collapsed }) => collapsed)) return NONE;
  const before = known.get(graph.nodes);
  if (before?.frames === frames) return before.found;
  const found = findCollapsed(graph, frames);
  known.set(graph.nodes, { frames, found });
  return found;
}

function findCollapsed(graph: Graph, frames: Record<string, Frame>): Frames {
  const collapsed = Object.entries(frames).filter(([, frame]) => frame.collapsed);
  collapsed.sort(([a, one], [b, two]) => two.nodes.length - one.nodes.length || (a < b ? -1 : 1));
  const owner = new Map<string, string>();
  const byView = new Map<string, Collapsed>();
  for (const [id, frame] of collapsed) {
    const view = frameView(id);
    const nodes = frame.nodes.filter(
      (node) => Object.hasOwn(graph.nodes, node) && !owner.has(node),
    );
    if (nodes.length === 0) continue;
    for (const node of nodes) owner.set(node, view);
    byView.set(view, { frame, view, nodes });
  }
  return byView.size === 0 ? NONE : { byView, owner };
}

/** The calls that some nodes stand for: a call for itself, a collapsed frame for all that it hides. */
export function callsOfViews({ byView }: Frames, views: Iterable<string>): string[] {
  return [...views].flatMap((view) => byView.get(view)?.nodes ?? [view]);
}

/** The smallest open frame that holds all of some calls, or null. */
export function frameAround(
  design: Design,
  graphId: string,
  nodes: readonly string[],
): string | null {
  let best: [string, Frame] | null = null;
  for (const [id, frame] of Object.entries(framesOf(design, graphId))) {
    if (frame.collapsed || nodes.length === 0) continue;
    const held = new Set(frame.nodes);
    if (!nodes.every((node) => held.has(node))) continue;
    if (best === null || frame.nodes.length < best[1].nodes.length) best = [id, frame];
  }
  return best?.[0] ?? null;
}

/** The collapsed frame whose calls are just these, or null. */
export function frameOfCalls({ byView }: Frames, nodes: readonly string[]): Collapsed | null {
  const wanted = new Set(nodes);
  for (const one of byView.values()) {
    if (one.nodes.length === wanted.size && one.nodes.every((id) => wanted.has(id))) return one;
  }
  return null;
}
