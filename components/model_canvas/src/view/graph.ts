/** A graph as it is drawn: nodes, edges and where everything stands. */

import { order } from "../document/edges";
import { graphOf, lookup, positionsOf, withPositions } from "../document/graphs";
import { placeMissing } from "../document/missing";
import type { Design } from "../document/types";
import { type LayoutPort, type LayoutProblem, type Places, quickLayout } from "../layout/layout";
import { type EdgeView, edgeViews } from "./edges";
import { PORT, type Point, type Rect, rectOf } from "./geometry";
import { Labels, placeLabel } from "./labels";
import { nodeViews, type Subject } from "./nodes";
import type { NodeView } from "./nodeView";
import { reuseById, sameItems } from "./reuse";
import { type End, routes, type Span } from "./routes";
import { Rows } from "./rows";

export interface GraphView {
  /** Producers first: the order in which the keyboard walks them. */
  nodes: NodeView[];
  edges: EdgeView[];
  byId: ReadonlyMap<string, NodeView>;
}

/** The view of one graph; what is as in the view before is that very object. */
export function graphView(subject: Subject, before: GraphView | null): GraphView {
  const graph = graphOf(subject.design, subject.graphId);
  if (graph === undefined) return { nodes: [], edges: [], byId: new Map() };
  const rank = new Map(order(graph).map((id, index) => [id, index]));
  const found = subject.analysis ? lookup(subject.analysis.graphs, subject.graphId) : undefined;
  const fresh = nodeViews(subject).sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
  const nodes = before && sameItems(before.nodes, fresh) ? before.nodes : fresh;
  const edges = reuseById(before?.edges ?? [], edgeViews(graph, found, nodes));
  if (before !== null && nodes === before.nodes && edges === before.edges) return before;
  return { nodes, edges, byId: new Map(nodes.map((node) => [node.id, node])) };
}

/** The problem of laying a graph out. */
export function layoutProblem({ nodes, edges }: GraphView): LayoutProblem {
  return {
    nodes: nodes.map(({ id, width, height, inputs, outputs }) => ({
      id,
      width,
      height,
      ports: [
        ...inputs.map((port): LayoutPort => ({ ...port, kind: "input" })),
        ...outputs.map((port): LayoutPort => ({ ...port, kind: "output", side: "bottom" })),
      ],
    })),
    edges,
  };
}

/** Where every node stands: as the design says, and where it says nothing, near its neighbours. */
export function placesOf(view: GraphView, { design, graphId }: Subject): Places {
  const places = positionsOf(placeMissing(design, graphId), graphId);
  const anywhere = view.nodes.some(({ id }) => lookup(places, id) !== undefined);
  return anywhere ? places : quickLayout(layoutProblem(view));
}

/** The design with every node of a graph at the place where it is drawn. */
export function settled(subject: Subject): Design {
  const places = placesOf(graphView(subject, null), subject);
  return withPositions(subject.design, subject.graphId, places);
}

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
  const index = new Rows(rects.values());
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
    // Of a tensor that goes to several nodes, one edge says what it is.
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
