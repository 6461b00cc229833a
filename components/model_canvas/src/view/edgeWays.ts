/** The way of every edge of a graph and the place of its label, once all nodes have their places. */

import type { Places } from "../layout/layoutProblem";
import { type End, routes, type Span } from "./edgeRoutes";
import type { EdgeView } from "./edgeViews";
import { PORT, type Point, type Rect, rectOf } from "./geometry";
import type { GraphView } from "./graphView";
import { Labels, placeLabel } from "./labelPlacement";
import { Obstacles } from "./obstacles";

/** How an edge is drawn: its inner corners, and where its label stands if there is room. */
export interface Way {
  corners: Point[];
  label: Point | null;
}

/** The way of every edge, by its id. */
export function edgeWays(view: GraphView, places: Places): Map<string, Way> {
  const rects = new Map<string, Rect>();
  for (const { id, width, height } of view.nodes) {
    const place = places[id];
    if (place) rects.set(id, rectOf(place, width, height));
  }
  const index = new Obstacles(rects.values());
  const spans: Span[] = [];
  for (const edge of view.edges) {
    const source = sourceEnd(edge, view, rects);
    const target = targetEnd(edge, view, rects);
    if (source && target) spans.push({ id: edge.id, source, target });
  }
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
    ways.set(id, { corners: inner, label: label || null });
  }
  return ways;
}

function sourceEnd(edge: EdgeView, view: GraphView, rects: Map<string, Rect>): End | null {
  const rect = rects.get(edge.source);
  const port = view.byId.get(edge.source)?.outputs.find(({ id }) => id === edge.sourcePort);
  if (!rect || !port) return null;
  return { node: edge.source, side: "bottom", x: rect.x + port.x, y: rect.y + port.y + PORT / 2 };
}

function targetEnd(edge: EdgeView, view: GraphView, rects: Map<string, Rect>): End | null {
  const rect = rects.get(edge.target);
  const port = view.byId.get(edge.target)?.inputs.find(({ id }) => id === edge.targetPort);
  if (!rect || !port) return null;
  const { side } = port;
  const x = rect.x + port.x + (side === "right" ? PORT / 2 : 0);
  const y = rect.y + port.y - (side === "top" ? PORT / 2 : 0);
  return { node: edge.target, side, x, y };
}
