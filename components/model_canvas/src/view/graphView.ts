/** A graph as it is drawn: nodes, edges and where everything stands. */

import { graphOf, lookup } from "../../../shared/document";
import { positionsOf } from "../document/graphAccess";
import { placeMissing } from "../document/missingPlaces";
import { order } from "../document/traversal";
import { quickLayout } from "../layout/layout";
import type { LayoutPort, LayoutProblem, Places } from "../layout/layoutProblem";
import { type EdgeView, edgeViews } from "./edgeViews";
import type { NodeView } from "./nodeView";
import { changedCalls, nodeViews, type Subject } from "./nodeViews";
import { reuseById, sameItems } from "./reuse";

export interface GraphView {
  /** Producers first: the order in which the keyboard walks them. */
  nodes: NodeView[];
  edges: EdgeView[];
  byId: ReadonlyMap<string, NodeView>;
}

/** What a view was made of last. */
const subjects = new WeakMap<GraphView, Subject>();

/** The view of one graph; parts that have not changed are the same objects as in the view before. */
export function graphView(subject: Subject, before: GraphView | null): GraphView {
  const view = viewOf(subject, before);
  subjects.set(view, subject);
  return view;
}

function viewOf(subject: Subject, before: GraphView | null): GraphView {
  const graph = graphOf(subject.design, subject.graphId);
  if (graph === undefined) return { nodes: [], edges: [], byId: new Map() };
  const found = subject.analysis ? lookup(subject.analysis.graphs, subject.graphId) : undefined;
  const last = before && subjects.get(before);
  const changed = last ? changedCalls(last, subject) : null;
  const made = new Map<string, NodeView>();
  const known = before && changed && { views: before.byId, edges: before.edges, changed };
  for (const node of nodeViews(subject, known)) made.set(node.id, node);
  const fresh: NodeView[] = [];
  for (const id of order(graph)) {
    const node = made.get(id);
    if (node) fresh.push(node);
  }
  const nodes = before && sameItems(before.nodes, fresh) ? before.nodes : fresh;
  const views = edgeViews(graph, found, made, known);
  const edges =
    before && sameItems(before.edges, views) ? before.edges : reuseById(before?.edges ?? [], views);
  if (before !== null && nodes === before.nodes && edges === before.edges) return before;
  return { nodes, edges, byId: made };
}

/** The problem of laying a graph out. */
export function layoutProblem({ nodes, edges }: GraphView): LayoutProblem {
  return {
    nodes: nodes.map(({ id, width, height, inputs, outputs, extent }) => ({
      id,
      width,
      height,
      extent,
      ports: [
        ...inputs.map((port): LayoutPort => ({ ...port, kind: "input" })),
        ...outputs.map((port): LayoutPort => ({ ...port, kind: "output", side: "bottom" })),
      ],
    })),
    edges,
  };
}

/** Where every call stands, hidden or not: as the design says, and where it says nothing, near its neighbours. */
export function placesOf(view: GraphView, { design, graphId }: Subject): Places {
  const places = positionsOf(placeMissing(design, graphId), graphId);
  const anywhere = view.nodes.some(({ id }) => lookup(places, id) !== undefined);
  return anywhere ? places : quickLayout(layoutProblem(view));
}
