/** A graph as it is on the screen: its calls, and one node for each collapsed frame. */

import { type Design, lookup } from "../../../shared/document";
import { boundsOf } from "../document/blocks/bounds";
import { FRAME } from "../document/frameMembers";
import { ROW } from "../document/freePlaces";
import { positionsOf, withPositions } from "../document/graphAccess";
import { snapped } from "../document/grid";
import { placeMissing } from "../document/missingPlaces";
import { framesOf } from "../document/notes";
import type { Point } from "../document/types";
import { quickLayout } from "../layout/layout";
import type { Places } from "../layout/layoutProblem";
import { collapsedFrames, type Frames } from "./drawnFrames";
import type { EdgeView } from "./edgeViews";
import { type FrameNode, frameNode } from "./frameNode";
import { type GraphView, graphView, layoutProblem } from "./graphView";
import type { NodeView } from "./nodeView";
import type { Subject } from "./nodeViews";
import { reuse, sameItems } from "./reuse";

/** What is drawn of a graph. */
export interface DrawnView extends GraphView {
  /** All of its calls, the hidden ones as well. */
  flat: GraphView;
  frames: Frames;
}

/** The drawn view of a graph; parts that have not changed are the same objects as in the view before. */
export function drawnView(subject: Subject, before: DrawnView | null): DrawnView {
  const flat = graphView(subject, before?.flat ?? null);
  const frames = collapsedFrames(subject.design, subject.graphId);
  if (before?.flat === flat && before.frames === frames) return before;
  if (frames.byView.size === 0) return { ...flat, flat, frames };
  const found = subject.analysis ? lookup(subject.analysis.graphs, subject.graphId) : undefined;
  return folded(flat, frames, found, before);
}

function folded(
  flat: GraphView,
  frames: Frames,
  found: Parameters<typeof frameNode>[4],
  before: DrawnView | null,
): DrawnView {
  const { owner } = frames;
  const hidden = new Map<string, NodeView[]>();
  for (const node of flat.nodes) {
    const view = owner.get(node.id);
    if (view !== undefined) push(hidden, view, node);
  }
  const crossing = new Map<string, EdgeView[]>();
  for (const edge of flat.edges) {
    const [from, to] = [owner.get(edge.source), owner.get(edge.target)];
    if (from === to) continue;
    if (from !== undefined) push(crossing, from, edge);
    if (to !== undefined) push(crossing, to, edge);
  }
  const made = new Map<string, FrameNode>();
  for (const [view, one] of frames.byView) {
    const inside = hidden.get(view) ?? [];
    made.set(view, frameNode(one, inside, crossing.get(view) ?? [], flat.byId, found));
  }
  const nodes: NodeView[] = [];
  const byId = new Map<string, NodeView>();
  for (const node of flat.nodes) {
    const view = owner.get(node.id);
    const fresh = view === undefined ? node : made.get(view)?.view;
    if (fresh === undefined || byId.has(fresh.id)) continue;
    const drawn = view === undefined ? node : reuse(before?.byId.get(view), fresh);
    byId.set(drawn.id, drawn);
    nodes.push(drawn);
  }
  const known = new Map((before?.edges ?? []).map((edge) => [edge.id, edge]));
  const edges = foldedEdges(flat, owner, made).map((edge) =>
    edge.also === undefined ? edge : reuse(known.get(edge.id), edge),
  );
  return {
    flat,
    frames,
    byId,
    nodes: before && sameItems(before.nodes, nodes) ? before.nodes : nodes,
    edges: before && sameItems(before.edges, edges) ? before.edges : edges,
  };
}

/** The edges between what is drawn; those that bring one tensor into one frame are one. */
function foldedEdges(
  flat: GraphView,
  owner: Frames["owner"],
  made: ReadonlyMap<string, FrameNode>,
): EdgeView[] {
  const edges: EdgeView[] = [];
  const merged = new Map<string, EdgeView & { also: string[] }>();
  for (const edge of flat.edges) {
    const [from, to] = [owner.get(edge.source), owner.get(edge.target)];
    if (from === undefined && to === undefined) {
      edges.push(edge);
      continue;
    }
    if (from === to) continue;
    const port = to === undefined ? undefined : made.get(to)?.targets.get(edge.id);
    const key = `${to} ${port}`;
    const known = port === undefined ? undefined : merged.get(key);
    if (known) {
      known.also.push(edge.id);
      continue;
    }
    const fresh = {
      ...edge,
      ...(from !== undefined && {
        source: from,
        sourcePort: `${edge.sourcePort}:${edge.source}`,
      }),
      ...(to !== undefined && port !== undefined && { target: to, targetPort: port }),
      also: [],
    };
    if (port !== undefined) merged.set(key, fresh);
    edges.push(fresh);
  }
  return edges;
}

/** Where all that is drawn stands: a collapsed frame in the middle of what it hides. */
export function drawnPlaces(view: DrawnView, { design, graphId }: Subject): Places {
  const places = positionsOf(placeMissing(design, graphId), graphId);
  if (Object.keys(places).length === 0) {
    return quickLayout(layoutProblem(view), frameGroups(view, design, graphId), FRAME);
  }
  if (view.frames.byView.size === 0) return places;
  const drawn: Record<string, Point> = { ...places };
  for (const [id, { nodes }] of view.frames.byView) drawn[id] = middleOf(places, nodes) ?? [0, 0];
  return drawn;
}

/** What is drawn in each frame, for a layout that keeps it together. */
export function frameGroups(
  { frames: { owner } }: Pick<DrawnView, "frames">,
  design: Design,
  graphId: string,
): string[][] {
  return Object.values(framesOf(design, graphId)).flatMap(({ nodes }) => {
    const views = [...new Set(nodes.map((id) => owner.get(id) ?? id))];
    return views.length > 1 ? [views] : [];
  });
}

/** The middle of some nodes, as far as they have places. */
function middleOf(places: Places, nodes: readonly string[]): Point | null {
  const known = nodes.flatMap((id) => [lookup(places, id)].filter((one) => one !== undefined));
  if (known.length === 0) return null;
  const [left, top, right, bottom] = boundsOf(known);
  return [snapped((left + right) / 2), snapped((top + bottom) / 2)];
}

/** The design with what is drawn at some places; a collapsed frame takes along what it hides. */
export function withDrawnPlaces(
  design: Design,
  graphId: string,
  places: Readonly<Record<string, Point>>,
): Design {
  const { byView } = collapsedFrames(design, graphId);
  const known = positionsOf(design, graphId);
  const moved: Record<string, Point> = {};
  for (const [id, at] of Object.entries(places)) {
    const frame = byView.get(id);
    if (frame === undefined) {
      moved[id] = at;
      continue;
    }
    const middle = middleOf(known, frame.nodes);
    const column = columnAt(frame.nodes, at);
    for (const node of frame.nodes) {
      const place = lookup(known, node);
      moved[node] =
        place && middle
          ? [place[0] + at[0] - middle[0], place[1] + at[1] - middle[1]]
          : (column[node] as Point);
    }
  }
  return withPositions(design, graphId, moved);
}

/** Places for hidden calls that have none, around that of their frame: it is laid out when it opens. */
function columnAt(nodes: readonly string[], [x, y]: Point): Record<string, Point> {
  const top = y - snapped(((nodes.length - 1) * ROW) / 2);
  return Object.fromEntries(nodes.map((id, index) => [id, [x, top + index * ROW] as Point]));
}

/** The design with every node of a graph at the place where it is drawn. */
export function settled(subject: Subject): Design {
  const places = drawnPlaces(drawnView(subject, null), subject);
  const { owner } = collapsedFrames(subject.design, subject.graphId);
  const shown = Object.entries(places).filter(([id]) => !owner.has(id));
  return withDrawnPlaces(subject.design, subject.graphId, Object.fromEntries(shown));
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const known = lists.get(key);
  if (known) known.push(item);
  else lists.set(key, [item]);
}
