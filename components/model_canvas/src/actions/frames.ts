/** Collapsing frames and opening them in place. */

import { type Design, lookup } from "../../../shared/document";
import { boundsOf } from "../document/blocks/bounds";
import { FRAME } from "../document/frameMembers";
import { covers } from "../document/freePlaces";
import { positionsOf } from "../document/graphAccess";
import { framesOf, withFrames } from "../document/notes";
import type { Point } from "../document/types";
import { quickLayout } from "../layout/layout";
import { analysisOf, type CanvasState, type CanvasStore } from "../store/canvasState";
import {
  collapsedFrames,
  frameAround,
  frameOfCalls,
  frameOfView,
  frameView,
} from "../view/drawnFrames";
import {
  type DrawnView,
  drawnPlaces,
  drawnView,
  frameGroups,
  withDrawnPlaces,
} from "../view/drawnView";
import { layoutProblem } from "../view/graphView";
import { counted } from "./counted";

/** Open the collapsed frame that a node stands for, and show what is in it; false for any other node. */
export function expandFrame(store: CanvasStore, view: string): boolean {
  const state = store.getState();
  const { design, graph } = state;
  const frame = frameOfView(view);
  const before = collapsedFrames(design, graph).byView.get(view);
  if (frame === null || before === undefined) return false;
  const title = before.frame.title || "the frame";
  const done = state.edit(`Expand ${title}`, (here) => withRoom(state, here, frame, before.nodes), {
    select: [],
    looks: true,
  });
  if (!done) return false;
  const shown = viewOf(store.getState(), store.getState().design);
  const inside = [...new Set(before.nodes.map((id) => shown.frames.owner.get(id) ?? id))];
  store.getState().requestView(inside);
  state.announce(`Expanded ${title}: ${counted(inside.length, "node")}.`);
  return true;
}

/** Draw a frame as one node, in the place of the first of its calls. */
export function collapseFrame(store: CanvasStore, frame: string): boolean {
  const state = store.getState();
  const title = lookup(framesOf(state.design, state.graph), frame)?.title || "the frame";
  const done = state.edit(`Collapse ${title}`, (design) => withoutRoom(state, design, frame), {
    looks: true,
  });
  if (done) state.announce(`Collapsed ${title}.`);
  return done;
}

/** Open the collapsed frame that is selected, or collapse the open one around what is. */
export function toggleFrame(store: CanvasStore): boolean {
  const { design, graph, selection, announce } = store.getState();
  const collapsed = frameOfCalls(collapsedFrames(design, graph), selection);
  if (collapsed !== null) return expandFrame(store, collapsed.view);
  const around = frameAround(design, graph, selection);
  if (around !== null) return collapseFrame(store, around);
  announce("What is selected is in no frame.");
  return false;
}

/** Collapse all frames of the shown graph, or open all of them; the graph is laid out anew. */
export function collapseAll(store: CanvasStore, collapsed: boolean): boolean {
  const state = store.getState();
  const { graph } = state;
  const done = state.edit(
    collapsed ? "Collapse all frames" : "Expand all frames",
    (design) => {
      const ids = Object.keys(framesOf(design, graph));
      const next = ids.reduce((here, id) => setCollapsed(here, graph, id, collapsed), design);
      if (next === design || Object.keys(positionsOf(design, graph)).length === 0) return next;
      const view = viewOf(state, next);
      const groups = frameGroups(view, next, graph);
      return withDrawnPlaces(next, graph, quickLayout(layoutProblem(view), groups, FRAME));
    },
    { looks: true },
  );
  if (done) state.requestView("overview");
  return done;
}

function withRoom(
  state: CanvasState,
  design: Design,
  frame: string,
  nodes: readonly string[],
): Design {
  const { graph } = state;
  const opened = setCollapsed(design, graph, frame, false);
  // What has no places is laid out as a whole.
  if (Object.keys(positionsOf(design, graph)).length === 0) return opened;
  const closed = viewOf(state, design);
  const places = drawnPlaces(closed, subjectOf(state, design));
  const at = places[frameView(frame)] ?? [0, 0];
  const view = viewOf(state, opened);
  const inside = new Set(nodes.map((id) => view.frames.owner.get(id) ?? id));
  const own = arranged(view, drawnPlaces(view, subjectOf(state, opened)), inside);
  const [left, top, right, bottom] = boundsOf(Object.values(own));
  const moved: Record<string, Point> = {};
  for (const [id, [x, y]] of Object.entries(own)) {
    moved[id] = [x + at[0] - (left + right) / 2, y + at[1] - top];
  }
  for (const { id } of view.nodes) {
    const place = places[id];
    if (!inside.has(id) && place && place[1] > at[1])
      moved[id] = [place[0], place[1] + bottom - top];
  }
  return withDrawnPlaces(opened, graph, moved);
}

function withoutRoom(state: CanvasState, design: Design, frame: string): Design {
  const { graph } = state;
  const collapsed = setCollapsed(design, graph, frame, true);
  if (collapsed === design || Object.keys(positionsOf(design, graph)).length === 0)
    return collapsed;
  const open = viewOf(state, design);
  const places = drawnPlaces(open, subjectOf(state, design));
  const view = viewOf(state, collapsed);
  const id = frameView(frame);
  const hidden = view.frames.byView.get(id)?.nodes ?? [];
  const inside = new Set(hidden.map((node) => open.frames.owner.get(node) ?? node));
  const own = [...inside].flatMap((node) => [places[node]].filter((one) => one !== undefined));
  if (own.length === 0) return collapsed;
  const [left, top, right, bottom] = boundsOf(own);
  const moved: Record<string, Point> = { [id]: [(left + right) / 2, top] };
  const others = view.nodes.filter((node) => node.id !== id);
  const beside = others.some((node) => {
    const y = places[node.id]?.[1];
    return y !== undefined && y > top && y <= bottom;
  });
  for (const node of others) {
    const place = places[node.id];
    if (!beside && place && place[1] > bottom)
      moved[node.id] = [place[0], place[1] - (bottom - top)];
  }
  return withDrawnPlaces(collapsed, graph, moved);
}

/** Where what is in a frame stands: as it was left, unless that lies over itself. */
function arranged(
  view: DrawnView,
  places: Readonly<Record<string, Point>>,
  inside: ReadonlySet<string>,
): Readonly<Record<string, Point>> {
  const known = [...inside].flatMap((id): [string, Point][] => {
    const place = places[id];
    return place ? [[id, place]] : [];
  });
  const apart = known.every(([, one], index) =>
    known.slice(index + 1).every(([, other]) => !covers(one, other)),
  );
  if (apart && !known.some(([id]) => frameOfView(id) !== null)) return Object.fromEntries(known);
  const nodes = view.nodes.filter(({ id }) => inside.has(id));
  const edges = view.edges.filter(({ source, target }) => inside.has(source) && inside.has(target));
  return quickLayout(layoutProblem({ nodes, edges, byId: view.byId }));
}

function setCollapsed(design: Design, graph: string, id: string, collapsed: boolean): Design {
  const frames = framesOf(design, graph);
  const frame = lookup(frames, id);
  if (frame === undefined || (frame.collapsed ?? false) === collapsed) return design;
  return withFrames(design, graph, { ...frames, [id]: withCollapsed(frame, collapsed) });
}

function withCollapsed<T extends { collapsed?: boolean }>(frame: T, collapsed: boolean): T {
  const { collapsed: _, ...plain } = frame;
  return (collapsed ? { ...plain, collapsed } : plain) as T;
}

function viewOf(state: CanvasState, design: Design): DrawnView {
  return drawnView(subjectOf(state, design), null);
}

function subjectOf(state: CanvasState, design: Design) {
  const { graph: graphId, catalogue } = state;
  return { design, graphId, catalogue, analysis: analysisOf(state) };
}
