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
  type Operation,
} from "../../../shared/document";
import { isTensor } from "../document/argument";
import { outputCounts, resolveOutputs } from "../document/outputs";
import { leftAside } from "../document/pieces";
import { portsOf } from "../document/ports";
import { definitionOf, referredIn, referredNames } from "../document/sharedOperations";
import { edges } from "../document/traversal";
import { entriesOf, isDict } from "../document/trees";
import { type Facts, type NodeView, nodeView, type OutputPill } from "./nodeView";
import { reuse } from "./reuse";
import { type Sharing, sharedWithin, sharingOf } from "./sharing";

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

/** What views are made from beside the calls, of a whole graph. */
interface Context {
  graph: Graph;
  found: GraphAnalysis | undefined;
  sharing: ReadonlyMap<string, Sharing>;
  pills: ReadonlyMap<string, OutputPill[]>;
  problems: ReadonlyMap<string, Diagnostic[]>;
  unused: ReadonlySet<string>;
  used: ReadonlyMap<string, number>;
}

const contexts = new WeakMap<Subject, Context>();

function contextOf(subject: Subject): Context | null {
  const { design, graphId, analysis } = subject;
  const graph = graphOf(design, graphId);
  if (graph === undefined) return null;
  const known = contexts.get(subject);
  if (known) return known;
  const found = analysis ? lookup(analysis.graphs, graphId) : undefined;
  const context = {
    graph,
    found,
    sharing: sharingOf(design, graphId),
    pills: pillsOf(graph, found),
    problems: problemsOf(analysis, graphId),
    unused: new Set([...(found?.unused ?? NONE), ...leftAside(graph)]),
    used: usedOutputs(graph),
  };
  contexts.set(subject, context);
  return context;
}

/**
 * The calls of which anything is new from one subject to the next, the analysis of their operation
 * included; null where that may be all of them.
 */
export function changedCalls(before: Subject, after: Subject): ReadonlySet<string> | null {
  if (before.graphId !== after.graphId || before.catalogue !== after.catalogue) return null;
  const [old, now] = [contextOf(before), contextOf(after)];
  if (!old || !now) return null;
  const changed = new Set<string>();
  addChanged(changed, old.graph.nodes, now.graph.nodes);
  addChanged(changed, old.found?.nodes ?? {}, now.found?.nodes ?? {});
  for (const key of ["sharing", "pills", "problems", "used"] as const) {
    addChangedItems(changed, old[key], now[key]);
  }
  for (const id of now.unused) if (!old.unused.has(id)) changed.add(id);
  for (const id of old.unused) if (!now.unused.has(id)) changed.add(id);
  const operations = new Set<string>();
  addChanged(operations, old.graph.operations, now.graph.operations);
  addChanged(operations, old.found?.operations ?? {}, now.found?.operations ?? {});
  const { models, operations: own } = after.design;
  const bound = before.design !== after.design && (own || Object.keys(models).length > 0);
  if (!bound && operations.size === 0) return changed;
  for (const [id, { operation }] of Object.entries(now.graph.nodes)) {
    if (operations.has(operation)) changed.add(id);
    else if (bound && !standsAlone(lookup(now.graph.operations, operation))) changed.add(id);
  }
  return changed;
}

/** Whether what is drawn of an operation has nothing to do with other parts of the design. */
function standsAlone(operation: Operation | undefined): boolean {
  return operation?.kind !== "model" && (!operation || referredIn(operation).size === 0);
}

type Members = Readonly<Record<string, unknown>>;

function addChanged(changed: Set<string>, before: Members, after: Members): void {
  if (before === after) return;
  for (const key of Object.keys(after)) if (before[key] !== after[key]) changed.add(key);
  for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) changed.add(key);
}

type Items = ReadonlyMap<string, unknown>;

function addChangedItems(changed: Set<string>, before: Items, after: Items): void {
  if (before === after) return;
  for (const [key, item] of after) {
    const old = before.get(key);
    if (old !== item && reuse(old, item) !== old) changed.add(key);
  }
  for (const key of before.keys()) if (!after.has(key)) changed.add(key);
}

/** The views that there were before, and the calls whose views may be others now. */
export interface Known {
  views: ReadonlyMap<string, NodeView>;
  changed: ReadonlySet<string>;
}

/**
 * Every node of one graph as it is drawn.
 *
 * @param before What is known of a subject before; without it, all calls are looked at.
 */
export function nodeViews(subject: Subject, before: Known | null = null): NodeView[] {
  const context = contextOf(subject);
  if (context === null) return [];
  const views: NodeView[] = [];
  for (const id of Object.keys(context.graph.nodes)) {
    const old = before?.changed.has(id) ? undefined : before?.views.get(id);
    views.push(old ?? viewOf(subject, context, id));
  }
  return views;
}

function viewOf({ design, graphId, catalogue }: Subject, context: Context, id: string): NodeView {
  const { graph, found, sharing, pills, problems, unused, used } = context;
  const node = graph.nodes[id] as Call;
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
