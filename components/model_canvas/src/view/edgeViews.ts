/** What is drawn of each use of a tensor. */

import { type Graph, type GraphAnalysis, lookup, type TensorSpec } from "../../../shared/document";
import { type Edge, edges } from "../document/traversal";
import { tensorText } from "./displayText";
import type { NodeView } from "./nodeView";
import { reuse } from "./reuse";

export interface EdgeView {
  /** `target` and pointer: a place takes one tensor, so that is unique. */
  id: string;
  source: string;
  sourcePort: string;
  target: string;
  targetPort: string;
  pointer: string;
  /** Shape, or the two dtypes where they change. */
  label: string;
  /** The target computes in another float dtype than the tensor has. */
  casts: boolean;
  /** Ids of the edges that bring the same tensor into the same collapsed frame. */
  also?: readonly string[];
  /** What is known of the tensor. */
  state: NodeView["state"];
}

/** The id under which an edge is selected. */
export function edgeId({ target, pointer }: Pick<Edge, "target" | "pointer">): string {
  return `${target}:${pointer}`;
}

/** The place that an edge id stands for. */
export function placeOfEdge(id: string): { target: string; pointer: string } {
  const cut = id.lastIndexOf(":/");
  return { target: id.slice(0, cut), pointer: id.slice(cut + 1) };
}

/** The views that there were before, and the calls of which anything is new since. */
interface Known {
  edges: readonly EdgeView[];
  changed: ReadonlySet<string>;
}

function changes(before: Known | null, { source, target }: Edge): boolean {
  return before === null || before.changed.has(source) || before.changed.has(target);
}

/** What an edge is drawn from. */
interface Made {
  source: NodeView;
  target: NodeView;
  tensor: TensorSpec | undefined;
  computes: string | null | undefined;
  view: EdgeView;
}

/** Edges stay the same objects while the calls at which they end do, and so do their views. */
const made = new WeakMap<Edge, Made>();

/**
 * Every edge whose ends exist, as it is drawn.
 *
 * @param before The views that there were before, and the calls of which anything is new since.
 */
export function edgeViews(
  graph: Graph,
  found: GraphAnalysis | undefined,
  byId: ReadonlyMap<string, NodeView>,
  before: Known | null = null,
): EdgeView[] {
  const views: EdgeView[] = [];
  for (const edge of edges(graph)) {
    // Most edits leave most edges at their places in the list.
    const known = before?.edges[views.length];
    if (known?.id === edge.id && !changes(before, edge)) {
      views.push(known);
      continue;
    }
    const old = made.get(edge);
    const source = byId.get(edge.source);
    const target = byId.get(edge.target);
    if (!source || !target) continue;
    const tensor = found && lookup(found.nodes, edge.source)?.outputs?.[edge.index];
    const computes = found && lookup(found.operations, target.operation)?.compute_dtype;
    const same = old?.source === source && old.target === target && old.tensor === tensor;
    if (same && old.computes === computes) {
      views.push(old.view);
      continue;
    }
    const fresh = edgeView(edge, source, target, tensor, computes);
    if (!fresh) continue;
    const view = reuse(old?.view, fresh);
    made.set(edge, { source, target, tensor, computes, view });
    views.push(view);
  }
  return views;
}

function edgeView(
  edge: Edge,
  source: NodeView,
  target: NodeView,
  tensor: TensorSpec | undefined,
  computes: string | null | undefined,
): EdgeView | null {
  const port = target.inputs.find(({ pointer }) => pointer === edge.pointer);
  if (!port) return null;
  const casts = tensor && computes ? isCast(tensor.dtype, computes) : false;
  return {
    id: edge.id,
    source: edge.source,
    sourcePort: String(edge.index),
    target: edge.target,
    targetPort: port.id,
    pointer: edge.pointer,
    label: tensor ? (casts ? `${tensor.dtype} → ${computes}` : tensorText(tensor)) : "",
    casts,
    state: tensor ? "known" : source.state === "known" ? "unknown" : source.state,
  };
}

/** A layer casts its float inputs to its compute dtype, and leaves others alone. */
function isCast(from: string, to: string): boolean {
  return from !== to && from.includes("float") && to.includes("float");
}
