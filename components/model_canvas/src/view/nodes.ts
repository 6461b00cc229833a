/** What is drawn of each call: a plain value per node, made from design, catalogue and analysis. */

import type { Catalogue, Entry } from "../../../shared/catalogue";
import type {
  Analysis,
  Call,
  Design,
  Diagnostic,
  Graph,
  GraphAnalysis,
  Operation,
} from "../../../shared/document";
import { isTensor } from "../document/argument";
import { edges, order } from "../document/edges";
import { graphOf, lastStep, lookup, operationName, positionsOf } from "../document/graphs";
import { resolveOutputs } from "../document/outputs";
import { portsOf } from "../document/ports";
import { entriesOf, isDict } from "../document/trees";
import { type Category, categoryOf } from "./category";
import { configText, countText, literalsText, shapeText, tensorText } from "./format";
import { type Form, sizeOf } from "./geometry";
import { type InputPort, type OutputPort, placeInputs, placeOutputs, shownOnTop } from "./ports";

/** One of several calls of a layer. */
export interface Sharing {
  /** Counted from 1, in topological order. */
  call: number;
  calls: number;
  /** Which band colour, counted over the graph's shared layers. */
  band: number;
}

/** A tensor of the node that the model returns. */
export interface OutputPill {
  index: number;
  label: string;
}

export interface NodeView {
  id: string;
  operation: string;
  form: Form;
  category: Category;
  /** Class, function or definition. */
  title: string;
  name: string;
  /** Where the name is written: beside the title, on the line below, or nowhere for want of room. */
  nameAt: "first" | "second" | "none";
  summary: string;
  /** One text for each output; empty while nothing is known of them. */
  shapes: string[];
  params: string;
  state: "known" | "failed" | "unknown";
  inputs: InputPort[];
  labelled: boolean;
  outputs: OutputPort[];
  pills: OutputPill[];
  sharing: Sharing | null;
  frozen: boolean;
  unused: boolean;
  /** Definition that a block is an instance of. */
  model: string | null;
  problems: Diagnostic[];
  width: number;
  height: number;
  /** What a screen reader says. */
  label: string;
}

export interface Subject {
  design: Design;
  graphId: string;
  catalogue: Catalogue | null;
  /** May be of an earlier state of the design. */
  analysis: Analysis | null;
}

/** Every node of one graph as it is drawn. */
export function nodeViews(subject: Subject): NodeView[] {
  const { design, graphId, analysis } = subject;
  const graph = graphOf(design, graphId);
  if (graph === undefined) return [];
  const found = analysis ? lookup(analysis.graphs, graphId) : undefined;
  const sharing = sharingOf(graph);
  const pills = pillsOf(design, graphId, graph, found);
  const problems = problemsOf(analysis, graphId);
  const unused = new Set(found?.unused);
  return Object.entries(graph.nodes).map(([id, node]) =>
    nodeView(subject, graph, found, id, node, {
      sharing: sharing.get(id) ?? null,
      pills: pills.get(id) ?? [],
      problems: problems.get(id) ?? [],
      unused: unused.has(id),
    }),
  );
}

/** How many tensors each call returns, as far as the analysis knows. */
export function outputCounts(found: GraphAnalysis | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [id, node] of Object.entries(found?.nodes ?? {})) {
    if (node.outputs) counts[id] = node.outputs.length;
  }
  return counts;
}

type Context = Pick<NodeView, "sharing" | "pills" | "problems" | "unused">;

function nodeView(
  subject: Subject,
  graph: Graph,
  found: GraphAnalysis | undefined,
  id: string,
  node: Call,
  context: Context,
): NodeView {
  const { design, graphId, catalogue } = subject;
  const operation = lookup(graph.operations, node.operation);
  const entry = operation && entryOf(operation, catalogue);
  const form = formOf(operation, entry);
  const name = operation ? operationName(operation) : id;
  const title = titleOf(operation, design, id);
  const result = found && lookup(found.nodes, id);
  const state = result?.state ?? "unknown";
  const shapes = result?.outputs?.map(tensorText) ?? declaredShape(operation);
  const places = portsOf(design, graphId, id, (path) => catalogue?.find(path));
  const top = places.filter(shownOnTop);
  const labelled = top.length > 1 && top.some((place) => !place.many);
  const outputs = Math.max(1, result?.outputs?.length ?? 1, highestUse(graph, id) + 1);
  const settings = summaryOf(design, operation, entry, node, catalogue);
  const room = roomForName(form, context.sharing !== null && settings === "");
  const nameAt = placeOfName(form, title, name, entry, settings, room);
  const summary = nameAt === "second" ? [name, settings].filter(Boolean).join(" · ") : settings;
  const lines = form === "input" ? 1 : (summary ? 1 : 0) + 1;
  const grown = Number(top.some((place) => place.many));
  const size = sizeOf({ form, lines, inputs: top.length + grown, labelled, outputs });
  const view: Omit<NodeView, "label"> = {
    id,
    operation: node.operation,
    form,
    category: operation?.kind === "model" ? "block" : categoryOf(entry),
    title,
    name,
    nameAt,
    summary,
    shapes,
    params: paramsText(found, node.operation, context.sharing),
    state,
    labelled,
    inputs: placeInputs(places, size, labelled),
    outputs: placeOutputs(outputs, size, shapes),
    frozen: operation !== undefined && operation.kind !== "op" && !operation.trainable,
    model: operation?.kind === "model" ? operation.model : null,
    ...context,
    ...size,
  };
  return { ...view, label: spoken(view, settings) };
}

function entryOf(operation: Operation, catalogue: Catalogue | null): Entry | undefined {
  if (operation.kind === "layer") return catalogue?.find(operation.class_name);
  return operation.kind === "op" ? catalogue?.find(operation.function) : undefined;
}

function formOf(operation: Operation | undefined, entry: Entry | undefined): Form {
  if (operation?.kind === "model") return "block";
  if (operation?.kind === "op") return "op";
  if (operation?.class_name === "keras.Input") return "input";
  return entry?.category === "merge" ? "merge" : "layer";
}

function titleOf(operation: Operation | undefined, design: Design, id: string): string {
  if (operation === undefined) return id;
  if (operation.kind === "op") return lastStep(operation.function);
  if (operation.kind === "layer") return lastStep(operation.class_name);
  return lookup(design.models, operation.model)?.name ?? operation.model;
}

function summaryOf(
  design: Design,
  operation: Operation | undefined,
  entry: Entry | undefined,
  node: Call,
  catalogue: Catalogue | null,
): string {
  const parts: string[] = [];
  if (operation?.kind === "model") {
    const count = Object.keys(lookup(design.models, operation.model)?.nodes ?? {}).length;
    parts.push(count === 1 ? "block of 1 node" : `block of ${count} nodes`);
  }
  if (operation?.kind === "layer" && operation.class_name !== "keras.Input") {
    parts.push(configText(entry, operation.config, catalogue));
    if (operation.dtype !== null) parts.push(operation.dtype);
  }
  parts.push(literalsText(node));
  return parts.filter(Boolean).join(" · ");
}

const CHARACTER = { title: 8, name: 6.6 };
const FIRST_LINE = { input: 156, layer: 156, merge: 112, op: 140, block: 156 };
const CALL_COUNT = 70;

/** Width of the first line that text may take, less what "call 1 of 2" takes of it. */
function roomForName(form: Form, counted: boolean): number {
  return FIRST_LINE[form] - (counted ? CALL_COUNT : 0);
}

/**
 * Room is estimated, so that it does not depend on the browser's fonts. A name that Keras would
 * give by itself may be left out where there is no room; the tooltip and the inspector have it.
 */
function placeOfName(
  form: Form,
  title: string,
  name: string,
  entry: Entry | undefined,
  settings: string,
  room: number,
): NodeView["nameAt"] {
  if (form === "input") return "first";
  if (form === "op" || title === name) return "none";
  const needed = title.length * CHARACTER.title + name.length * CHARACTER.name;
  if (needed <= room) return "first";
  const usual = entry !== undefined && name.replace(/_\d+$/, "") === entry.auto_name;
  return usual && (form === "merge" || settings !== "") ? "none" : "second";
}

function paramsText(
  found: GraphAnalysis | undefined,
  operation: string,
  sharing: Sharing | null,
): string {
  const params = (found && lookup(found.operations, operation)?.params) ?? 0;
  if (params === 0) return "";
  return sharing !== null && sharing.call > 1 ? "shared" : countText(params);
}

/** An input's shape is known before any analysis. */
function declaredShape(operation: Operation | undefined): string[] {
  if (operation?.kind !== "layer" || operation.class_name !== "keras.Input") return [];
  const { shape } = operation.config;
  const sizes = (item: unknown): item is number | null => item === null || Number.isInteger(item);
  if (!Array.isArray(shape) || !shape.every(sizes)) return [];
  const dtype = operation.dtype === null ? "float32" : operation.dtype;
  return [
    dtype === "float32" ? shapeText([null, ...shape]) : `${shapeText([null, ...shape])} ${dtype}`,
  ];
}

const usesByNodes = new WeakMap<Graph["nodes"], Map<string, number>>();

/** The highest output of a node that is used, so that its edges end at a port in any draft. */
function highestUse(graph: Graph, id: string): number {
  let uses = usesByNodes.get(graph.nodes);
  if (uses === undefined) {
    uses = new Map();
    for (const { source, index } of edges(graph)) {
      uses.set(source, Math.max(index, uses.get(source) ?? 0));
    }
    usesByNodes.set(graph.nodes, uses);
  }
  return uses.get(id) ?? 0;
}

function sharingOf(graph: Graph): Map<string, Sharing> {
  const calls = new Map<string, string[]>();
  for (const id of order(graph)) {
    const operation = graph.nodes[id]?.operation;
    if (operation === undefined) continue;
    const known = calls.get(operation);
    if (known) known.push(id);
    else calls.set(operation, [id]);
  }
  const sharing = new Map<string, Sharing>();
  let band = 0;
  for (const [operation, ids] of calls) {
    if (ids.length < 2 || lookup(graph.operations, operation)?.kind === "op") continue;
    for (const [index, id] of ids.entries()) {
      sharing.set(id, { call: index + 1, calls: ids.length, band });
    }
    band += 1;
  }
  return sharing;
}

function pillsOf(
  design: Design,
  graphId: string,
  graph: Graph,
  found: GraphAnalysis | undefined,
): Map<string, OutputPill[]> {
  const tree = resolveOutputs(graph, outputCounts(found), positionsOf(design, graphId));
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
    // Why it is no chain is said by the top bar: it is no fault of a node.
    if (node === undefined || diagnostic.graph !== graphId || diagnostic.code === "not-a-chain")
      continue;
    problems.set(node, [...(problems.get(node) ?? []), diagnostic]);
  }
  return problems;
}

function spoken(view: Omit<NodeView, "label">, settings: string): string {
  const { form, title, name, shapes, params, sharing, problems, pills } = view;
  const parts = [
    form === "input" ? `Input ${name}` : form === "op" ? `Operation ${title}` : `${title} ${name}`,
  ];
  if (settings) parts.push(settings.replaceAll(" · ", ", "));
  if (shapes.length > 0) parts.push(`output ${shapes.join(" and ")}`);
  if (params) parts.push(params === "shared" ? "parameters shared" : `${params} parameters`);
  if (sharing) parts.push(`call ${sharing.call} of ${sharing.calls}`);
  if (pills.length > 0) parts.push("model output");
  for (const { severity, message } of problems) parts.push(`${severity}: ${message}`);
  return parts.join(", ");
}
