/** The way of every edge of a graph and the place of its label, once all nodes have their places. */

import type { Places } from "../layout/layoutProblem";
import { directRoute, type End, routes, type Span } from "./edgeRoutes";
import type { EdgeView } from "./edgeViews";
import { PORT, type Point, type Rect, rectOf } from "./geometry";
import type { GraphView } from "./graphView";
import { Labels, placeLabel } from "./labelPlacement";
import { Obstacles } from "./obstacles";

/** How an edge is drawn: its ends, its inner corners, and where its label stands if there is room. */
export interface Way {
  from: End;
  corners: Point[];
  to: End;
  label: Point | null;
}

/** The way of every edge, by its id. */
export function edgeWays(view: GraphView, places: Places): Map<string, Way> {
  const rects = rectsOf(view, places);
  const index = new Obstacles(view.nodes.flatMap(({ id }) => rects(id) ?? []));
  const spans = view.edges.flatMap((edge) => spanOf(edge, view, rects) ?? []);
  const corners = routes(spans, index);
  const labels = new Map(view.edges.map(({ id, label }) => [id, label]));
  const ways = new Map<string, Way>();
  const taken = new Labels();
  const told = new Set<string>();
  for (const { id, source, target } of spans) {
    const inner = corners.get(id) ?? [];
    const tensor = `${labels.get(id)} ${source.x} ${source.y}`;
    // A tensor that goes to several nodes is labelled at one edge only.
    const text = told.has(tensor) ? "" : (labels.get(id) ?? "");
    const label = text && placeLabel([source, ...inner, target], text, index, taken);
    if (label) told.add(tensor);
    ways.set(id, { from: source, corners: inner, to: target, label: label || null });
  }
  return ways;
}

/** The ways of some edges while one of their nodes is being dragged: no look at what is between. */
export function directWays(view: GraphView, edges: readonly EdgeView[], places: Places): Way[] {
  const rects = rectsOf(view, places);
  return edges.flatMap((edge) => {
    const span = spanOf(edge, view, rects);
    if (!span) return [];
    return [{ from: span.source, corners: directRoute(span), to: span.target, label: null }];
  });
}

type Rects = (id: string) => Rect | null;

/** Where the nodes are. */
function rectsOf({ byId }: GraphView, places: Places): Rects {
  return (id) => {
    const [node, place] = [byId.get(id), places[id]];
    return node && place ? rectOf(place, node.width, node.height) : null;
  };
}

function spanOf(edge: EdgeView, view: GraphView, rects: Rects): Span | null {
  const source = sourceEnd(edge, view, rects);
  const target = targetEnd(edge, view, rects);
  return source && target ? { id: edge.id, source, target } : null;
}

function sourceEnd(edge: EdgeView, view: GraphView, rects: Rects): End | null {
  const rect = rects(edge.source);
  const port = view.byId.get(edge.source)?.outputs.find(({ id }) => id === edge.sourcePort);
  if (!rect || !port) return null;
  return { node: edge.source, side: "bottom", x: rect.x + port.x, y: rect.y + port.y + PORT / 2 };
}

function targetEnd(edge: EdgeView, view: GraphView, rects: Rects): End | null {
  const rect = rects(edge.target);
  const port = view.byId.get(edge.target)?.inputs.find(({ id }) => id === edge.targetPort);
  if (!rect || !port) return null;
  const { side } = port;
  const x = rect.x + port.x + (side === "right" ? PORT / 2 : 0);
  const y = rect.y + port.y - (side === "top" ? PORT / 2 : 0);
  return { node: edge.target, side, x, y };
}
