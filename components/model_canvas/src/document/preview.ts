/** A change that is not made yet, beside what is there: what it adds, changes and takes away. */

import { edges } from "./edges";
import { graphOf, lookup, MAIN, withPositions } from "./graphs";
import type { Design, Graph, Point } from "./types";

export type Mark = "added" | "changed" | "removed";

type Marks = Record<string, Record<string, Mark>>;

export interface Preview {
  /** The design with the change made, and with what it takes away. */
  design: Design;
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
 */
export function previewOf(before: Design, after: Design): Preview {
  const preview: Preview = { design: after, nodes: {}, edges: {} };
  for (const id of new Set([MAIN, ...Object.keys(before.models), ...Object.keys(after.models)])) {
    const [old, now] = [graphOf(before, id), graphOf(after, id)];
    const both = united(old, now);
    preview.nodes[id] = nodeMarks(old, now);
    preview.edges[id] = edgeMarks(old, both, preview.nodes[id]);
    preview.design =
      id === MAIN
        ? { ...preview.design, main: both }
        : { ...preview.design, models: { ...preview.design.models, [id]: both } };
    const places: Record<string, Point> = {};
    for (const [node, mark] of Object.entries(preview.nodes[id])) {
      const place = lookup(lookup(before.positions, id) ?? {}, node);
      if (mark === "removed" && place) places[node] = place;
    }
    preview.design = withPositions(preview.design, id, places);
  }
  return preview;
}

const NOTHING: Graph = { name: "", operations: {}, nodes: {}, inputs: [], outputs: [] };

function united(old: Graph = NOTHING, now: Graph = old): Graph {
  return {
    ...now,
    operations: { ...old.operations, ...now.operations },
    nodes: { ...old.nodes, ...now.nodes },
  };
}

function nodeMarks(old: Graph = NOTHING, now: Graph = NOTHING): Record<string, Mark> {
  const marks: Record<string, Mark> = {};
  for (const id of Object.keys(old.nodes)) if (!Object.hasOwn(now.nodes, id)) marks[id] = "removed";
  for (const [id, node] of Object.entries(now.nodes)) {
    const before = lookup(old.nodes, id);
    const same =
      before === node &&
      lookup(old.operations, node.operation) === lookup(now.operations, node.operation);
    if (!same) marks[id] = before ? "changed" : "added";
  }
  return marks;
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
