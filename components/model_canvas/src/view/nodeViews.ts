/** What is drawn of every call of a graph; what has not changed is the same object as before. */

import type { Catalogue } from "../../../shared/catalogue";
import {
  type Analysis,
  type Call,
  type Design,
  type Diagnostic,
  type Graph,
  type GraphAnalysis,
  graphOf,
  lookup,
} from "../../../shared/document";
import { isTensor } from "../document/argument";
import { outputCounts, resolveOutputs } from "../document/outputs";
import { portsOf } from "../document/ports";
import { definitionOf, referredNames } from "../document/sharedOperations";
import { edges } from "../document/traversal";
import { entriesOf, isDict } from "../document/trees";
import { type Facts, type NodeView, nodeView, type OutputPill } from "./nodeView";
import { reuse } from "./reuse";
import { sharedWithin, sharingOf } from "./sharing";

/** What a picture is of. */
export interface Subject {
  design: Design;
  graphId: string;
  catalogue: Catalogue | null;
  /** May be of an earlier state of the design. */
  analysis: Analysis | null;
}

/** Edits leave the calls that they do not concern as they are: their views need not be made again. */
const made = new WeakMap<Call, { facts: Facts; view: NodeView }>();

const NONE: never[] = [];

/** Every node of one graph as it is drawn. */
export function nodeViews({ design, graphId, catalogue, analysis }: Subject): NodeView[] {
  const graph = graphOf(design, graphId);
  if (graph === undefined) return [];
  const found = analysis ? lookup(analysis.graphs, graphId) : undefined;
  const sharing = sharingOf(design, graphId);
  const pills = pillsOf(graph, found);
  const problems = problemsOf(analysis, graphId);
  const unused = new Set(found?.unused);
  const used = usedOutputs(graph);
  return Object.entries(graph.nodes).map(([id, node]) => {
    const operation = lookup(graph.operations, node.operation);
    const facts: Facts = {
      id,
      operation,
      catalogue,
      definition: operation?.kind === "model" ? lookup(design.models, operation.model) : undefined,
      model: operation ? definitionOf(design, operation) : null,
      shares: operation?.kind === "model" ? sharedWithin(design, operation.model) : NONE,
      referred: operation ? referredNames(design, operation) : NONE,
      result: found && lookup(found.nodes, id),
      params: (found && lookup(found.operations, node.operation)?.params) ?? 0,
      used: used.get(id) ?? 0,
      sharing: sharing.get(id) ?? null,
      pills: pills.get(id) ?? NONE,
      problems: problems.get(id) ?? NONE,
      unused: unused.has(id),
    };
    const known = made.get(node);
    if (known && sameFacts(known.facts, facts)) return known.view;
    const places = portsOf(design, graphId, id, (path) => catalogue?.find(path));
    const view = nodeView(node, facts, places);
    made.set(node, { facts, view });
    return view;
  });
}

function sameFacts(before: Facts, after: Facts): boolean {
  // This is asked of each node after each change, so without a list of all facts.
  for (const name in after) {
    const key = name as keyof Facts;
    const [old, now] = [before[key], after[key]];
    if (old !== now && !(COMPARED.has(key) && reuse(old, now) === old)) return false;
  }
  return true;
}

/** Facts that are made anew each time; the others are the same object if nothing has changed. */
const COMPARED: ReadonlySet<keyof Facts> = new Set([
  "sharing",
  "shares",
  "referred",
  "pills",
  "problems",
]);

const usedByNodes = new WeakMap<Graph["nodes"], Map<string, number>>();

/** How many tensors of each node are used, so that its edges begin at a port in any draft. */
function usedOutputs(graph: Graph): Map<string, number> {
  const known = usedByNodes.get(graph.nodes);
  if (known) return known;
  const used = new Map<string, number>();
  for (const { source, index } of edges(graph)) {
    used.set(source, Math.max(index + 1, used.get(source) ?? 0));
  }
  usedByNodes.set(graph.nodes, used);
  return used;
}

function pillsOf(graph: Graph, found: GraphAnalysis | undefined): Map<string, OutputPill[]> {
  const tree = resolveOutputs(graph, outputCounts(found));
  const entries = entriesOf(tree);
  const pills = new Map<string, OutputPill[]>();
  for (const [position, { key, value }] of entries.entries()) {
    if (!isTensor(value)) continue;
    const [node, index] = value.tensor;
    const label =
      isDict(tree) && key !== null
        ? key
        : entries.length === 1
          ? "output"
          : `output ${position + 1}`;
    pills.set(node, [...(pills.get(node) ?? []), { index, label }]);
  }
  return pills;
}

/** Diagnostics by the node they stand at: the first that they name. */
function problemsOf(analysis: Analysis | null, graphId: string): Map<string, Diagnostic[]> {
  const problems = new Map<string, Diagnostic[]>();
  for (const diagnostic of analysis?.diagnostics ?? []) {
    const [node] = diagnostic.nodes;
    // Reasons against a chain are no fault of a node; the top bar lists them.
    if (node === undefined || diagnostic.graph !== graphId || diagnostic.code === "not-a-chain")
      continue;
    problems.set(node, [...(problems.get(node) ?? []), diagnostic]);
  }
  return problems;
}
