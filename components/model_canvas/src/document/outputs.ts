/** The model's outputs: computed while they are "auto", explicit once the user has chosen. */

import {
  type Argument,
  type Design,
  type Graph,
  type GraphAnalysis,
  graphOf,
  type Tensor,
} from "../../../shared/document";
import { isTensor, sameTensor, tensor } from "./argument";
import { isInput, operationName, operationOf, withGraph } from "./graphAccess";
import { keyed, rekeyed } from "./inputs";
import { leftAside } from "./pieces";
import { sameJson } from "./sameJson";
import { graphIds } from "./sharedOperations";
import { withHeadRenamed } from "./trainingNames";
import { edges, order } from "./traversal";
import {
  entriesOf,
  freeKey,
  isDict,
  isEmpty,
  moved,
  pruned,
  type TreeEntry,
  withEntries,
} from "./trees";

/** How many tensors each call returns, from the analysis; one where it is not known. */
export type OutputCounts = Readonly<Record<string, number>>;

const NO_COUNTS: OutputCounts = {};

const countsByAnalysis = new WeakMap<GraphAnalysis["nodes"], OutputCounts>();

/** The counts that an analysis found. */
export function outputCounts(found: GraphAnalysis | null | undefined): OutputCounts {
  if (!found) return NO_COUNTS;
  const known = countsByAnalysis.get(found.nodes);
  if (known) return known;
  const counts: Record<string, number> = {};
  for (const [id, node] of Object.entries(found.nodes)) {
    if (node.outputs) counts[id] = node.outputs.length;
  }
  countsByAnalysis.set(found.nodes, counts);
  return counts;
}

/**
 * The outputs of a graph as a tree of tensors, with "auto" resolved as `traversal.resolve_outputs`
 * does: every call that nothing consumes and that is not left aside, with all its tensors, in the
 * order that was kept.
 */
export function resolveOutputs(graph: Graph, counts: OutputCounts): Argument {
  if (graph.outputs !== "auto") return graph.outputs;
  const found = endsOf(graph, graph.output_order ?? []).flatMap((id) =>
    Array.from({ length: counts[id] ?? 1 }, (_, index) => tensor(id, index)),
  );
  return withEntries(
    [],
    found.map((value) => ({ key: null, value })),
  );
}

/** The outputs one by one, in order, with their keys. */
export function outputEntries(graph: Graph, counts: OutputCounts): TreeEntry[] {
  return entriesOf(resolveOutputs(graph, counts));
}

/**
 * A changed design whose automatic outputs keep the order in which they came to be: what was an
 * output keeps its place, what has become one is the last. A change that orders them itself is left
 * alone; where the order of calls says the same, nothing is written down.
 */
export function withOutputOrder(before: Design, after: Design): Design {
  return graphIds(after).reduce((design, graphId) => {
    const was = graphOf(before, graphId);
    return withGraph(design, graphId, (graph) => {
      if (was === undefined || was === graph || graph.outputs !== "auto") return graph;
      if (!sameJson(was.output_order ?? [], graph.output_order ?? [])) return graph;
      const { output_order: kept = [], ...plain } = graph;
      const ends = endsOf(graph, endsOf(was, kept));
      if (sameJson(ends, endsOf(graph, []))) return kept.length === 0 ? graph : plain;
      return sameJson(ends, kept) ? graph : { ...graph, output_order: ends };
    });
  }, after);
}

/** Make a tensor an output; the outputs become explicit, after those there are. */
export function markOutput(
  design: Design,
  graphId: string,
  ref: Tensor,
  counts: OutputCounts,
): Design {
  return explicit(design, graphId, counts, (entries, tree, graph) => {
    if (entries.some(({ value }) => isTensor(value) && sameTensor(value, ref))) return entries;
    const taken = new Set(entries.map(({ key }) => key));
    const key = isDict(tree) ? freeKey(nameOf(graph, ref), taken) : null;
    return [...entries, { key, value: ref }];
  });
}

/** Take a tensor out of the outputs; when none is left they are "auto" again. */
export function unmarkOutput(
  design: Design,
  graphId: string,
  ref: Tensor,
  counts: OutputCounts,
): Design {
  return explicit(design, graphId, counts, (entries) => {
    const left = entries.filter(({ value }) => !(isTensor(value) && sameTensor(value, ref)));
    return left.length === entries.length ? entries : left;
  });
}

/** Move an output to another place in the order. */
export function moveOutput(
  design: Design,
  graphId: string,
  from: number,
  to: number,
  counts: OutputCounts,
): Design {
  return explicit(design, graphId, counts, (entries) => moved(entries, from, to));
}

/** Return the outputs by key, keys made from the layers' names, or by order again. */
export function keyOutputs(
  design: Design,
  graphId: string,
  byKey: boolean,
  counts: OutputCounts,
): Design {
  return withGraph(design, graphId, (graph) => {
    const tree = resolveOutputs(graph, counts);
    if (isDict(tree) === byKey) return graph;
    if (isEmpty(tree)) return graph;
    return { ...graph, outputs: keyed(entriesOf(tree), byKey, (leaf) => nameOf(graph, leaf)) };
  });
}

/** Change the key of one output; a key that is taken or empty changes nothing. */
export function renameOutputKey(design: Design, graphId: string, key: string, to: string): Design {
  const renamed = withGraph(design, graphId, (graph) => {
    const outputs = rekeyed(graph.outputs, key, to);
    return outputs === graph.outputs ? graph : { ...graph, outputs };
  });
  return renamed === design ? design : withHeadRenamed(renamed, graphId, key, to);
}

/** Let the outputs follow from the drawing again. */
export function autoOutputs(design: Design, graphId: string): Design {
  return withGraph(design, graphId, (graph) =>
    graph.outputs === "auto" ? graph : { ...graph, outputs: "auto" },
  );
}

/** The outputs tree without the tensors of some nodes. */
export function withoutOutputs(outputs: Argument, nodeIds: ReadonlySet<string>): Argument {
  if (outputs === "auto") return outputs;
  return pruned(outputs, (leaf) => isTensor(leaf) && nodeIds.has(leaf.tensor[0])) ?? "auto";
}

function explicit(
  design: Design,
  graphId: string,
  counts: OutputCounts,
  change: (entries: TreeEntry[], tree: Argument, graph: Graph) => TreeEntry[],
): Design {
  return withGraph(design, graphId, (graph) => {
    const tree = resolveOutputs(graph, counts);
    const entries = entriesOf(tree);
    const next = change(entries, tree, graph);
    if (next === entries) return graph;
    return { ...graph, outputs: next.length === 0 ? "auto" : withEntries(tree, next) };
  });
}

function nameOf(graph: Graph, leaf: Argument): string {
  const operation = isTensor(leaf) ? operationOf(graph, leaf.tensor[0]) : undefined;
  return operation ? operationName(operation) : "output";
}

const endsByNodes = new WeakMap<Graph["nodes"], { order: readonly string[]; ends: string[] }>();

/** The calls of the model that nothing consumes: those named first, then the others in the order of calls. */
function endsOf(graph: Graph, first: readonly string[]): string[] {
  const aside = leftAside(graph);
  const ends = unconsumed(graph).filter((id) => !isInput(graph, id) && !aside.has(id));
  if (first.length === 0) return ends;
  const found = new Set(ends);
  return [...new Set([...first.filter((id) => found.has(id)), ...ends])];
}

function unconsumed(graph: Graph): string[] {
  const all = order(graph);
  const known = endsByNodes.get(graph.nodes);
  if (known?.order === all) return known.ends;
  const used = new Set<string>();
  for (const { source } of edges(graph)) used.add(source);
  const ends = all.filter((id) => !used.has(id));
  endsByNodes.set(graph.nodes, { order: all, ends });
  return ends;
}
