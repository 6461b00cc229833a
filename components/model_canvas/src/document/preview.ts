/** The preview of a change: a design with both versions, and marks for what differs. */

import {
  type Analysis,
  type Design,
  type Graph,
  graphOf,
  lookup,
  type Operation,
  storedGraph,
} from "../../../shared/document";
import { withPositions } from "./graphAccess";
import { sameJson } from "./sameJson";
import { graphIds, withStored } from "./sharedOperations";
import { edges } from "./traversal";
import type { Point } from "./types";

export type Mark = "added" | "changed" | "renamed" | "removed";

type Marks = Record<string, Record<string, Mark>>;

export interface Preview {
  /** The design with the change made, and with what it takes away. */
  design: Design;
  /** The analysis of `design`; null where it is not known. */
  analysis: Analysis | null;
  /** By graph and node. */
  nodes: Marks;
  /** By graph and edge (`target:pointer`). */
  edges: Marks;
}

/**
 * What to draw of a change.
 *
 * @param before The design as it is.
 * @param after The design as it would be; what is the same in both is the same object.
 * @param was The analysis of the one.
 * @param is The analysis of the other.
 */
export function previewOf(
  before: Design,
  after: Design,
  was: Analysis | null = null,
  is: Analysis | null = null,
): Preview {
  const preview: Preview = { design: after, analysis: merged(was, is), nodes: {}, edges: {} };
  if (before.operations) {
    preview.design = { ...after, operations: { ...before.operations, ...after.operations } };
  }
  for (const id of new Set([...graphIds(before), ...graphIds(after)])) {
    const both = united(storedGraph(before, id), storedGraph(after, id), after.operations);
    preview.nodes[id] = nodeMarks(graphOf(before, id), graphOf(after, id));
    preview.edges[id] = edgeMarks(storedGraph(before, id), both, preview.nodes[id]);
    preview.design = withStored(preview.design, id, both);
    const places: Record<string, Point> = {};
    for (const [node, mark] of Object.entries(preview.nodes[id])) {
      const place = lookup(lookup(before.positions, id) ?? {}, node);
      if (mark === "removed" && place) places[node] = place;
    }
    preview.design = withPositions(preview.design, id, places);
  }
  return preview;
}

/** One analysis of both versions; removed nodes keep the shapes that they had. */
function merged(was: Analysis | null, is: Analysis | null): Analysis | null {
  if (was === null || is === null) return is ?? was;
  const graphs = { ...was.graphs, ...is.graphs };
  for (const [id, graph] of Object.entries(is.graphs)) {
    const old = lookup(was.graphs, id);
    graphs[id] = {
      ...graph,
      nodes: { ...old?.nodes, ...graph.nodes },
      operations: { ...old?.operations, ...graph.operations },
    };
  }
  return { ...is, graphs };
}

const NOTHING: Graph = { name: "", operations: {}, nodes: {}, inputs: [], outputs: [] };

/** @param shared What the change has made the design's is a graph's own no longer. */
function united(old: Graph = NOTHING, now: Graph = old, shared: Design["operations"] = {}): Graph {
  const kept = Object.entries(old.operations).filter(([id]) => !Object.hasOwn(shared, id));
  return {
    ...now,
    operations: { ...Object.fromEntries(kept), ...now.operations },
    nodes: { ...old.nodes, ...now.nodes },
  };
}

function nodeMarks(old: Graph = NOTHING, now: Graph = NOTHING): Record<string, Mark> {
  const marks: Record<string, Mark> = {};
  for (const id of Object.keys(old.nodes)) if (!Object.hasOwn(now.nodes, id)) marks[id] = "removed";
  for (const [id, node] of Object.entries(now.nodes)) {
    const before = lookup(old.nodes, id);
    const [was, is] = [old, now].map((graph) => lookup(graph.operations, node.operation));
    if (before === undefined) marks[id] = "added";
    else if (before !== node || !nameless(was, is)) marks[id] = "changed";
    else if (was !== is) marks[id] = "renamed";
  }
  return marks;
}

/** Whether two operations are the same but for their names. */
function nameless(was: Operation | undefined, is: Operation | undefined): boolean {
  if (was === is) return true;
  if (!was || !is || !("name" in was) || !("name" in is)) return false;
  const { name: _, ...rest } = was;
  const { name: __, ...others } = is;
  return sameJson(rest, others);
}

function edgeMarks(
  old: Graph = NOTHING,
  both: Graph,
  nodes: Record<string, Mark>,
): Record<string, Mark> {
  const known = new Set(edges(old).map(identity));
  const marks: Record<string, Mark> = {};
  for (const edge of edges(both)) {
    const id = `${edge.target}:${edge.pointer}`;
    if (nodes[edge.source] === "removed" || nodes[edge.target] === "removed") marks[id] = "removed";
    else if (!known.has(identity(edge))) marks[id] = "added";
  }
  return marks;
}

function identity({ source, index, target, pointer }: ReturnType<typeof edges>[number]): string {
  return JSON.stringify([source, index, target, pointer]);
}
