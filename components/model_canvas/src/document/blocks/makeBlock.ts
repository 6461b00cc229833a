/** Some nodes of a graph become a block: a definition, and a call of an instance of it in their place. */

import {
  type Argument,
  type Call,
  type Design,
  type Graph,
  type GraphAnalysis,
  graphOf,
  INPUT_CLASS,
  type Layer,
  lookup,
  type Operation,
  storedGraph,
  type Tensor,
  type TensorSpec,
} from "../../../../shared/document";
import { argumentsOf, isMissing, isTensor, MISSING, mapArguments, tensor } from "../argument";
import { COLUMN, ROW } from "../freePlaces";
import { operationName, operationOf, positionsOf, withPositions } from "../graphAccess";
import { snapped } from "../grid";
import { baseName, firstFree } from "../names";
import { type Created, withoutUnused } from "../nodes";
import { type OutputCounts, outputCounts, resolveOutputs } from "../outputs";
import { sameJson } from "../sameJson";
import { settledOperations, withStored } from "../sharedOperations";
import { promoted } from "../sharingAcross";
import { STARTER_SHAPE } from "../starterConfig";
import { edges } from "../traversal";
import { withEntries } from "../trees";
import type { Point } from "../types";
import { intoBlock } from "./annotations";
import { type Border, between, borderOf, piecesOf, tensorKey, withoutModelInputs } from "./border";
import { boundsOf } from "./bounds";
import { withSameOutputs } from "./keptOutputs";
import { isParametrized, parametersUsed } from "./parameterUses";

/** Why some nodes cannot become a block, in one sentence, or null. */
export function blockRefusal(
  graph: Graph,
  nodes: Iterable<string>,
  found: GraphAnalysis | null,
): string | null {
  const part = withoutModelInputs(graph, nodes);
  if (part.size === 0) {
    return "Select the layers that are to become a block: the inputs of a model stay outside.";
  }
  const [middle] = between(graph, part);
  if (middle !== undefined) {
    const name = nameOf(graph, middle);
    return `${name} takes from the selected nodes and gives back to them, so that as a block they would be in a loop: select it, too, or leave out what comes after it.`;
  }
  const [first, second] = piecesOf(graph, part);
  if (first && second) {
    const names = `${nameOf(graph, first[0] ?? "")} and ${nameOf(graph, second[0] ?? "")}`;
    return `The selected nodes are not connected with each other (${names}): a block is one part of the drawing.`;
  }
  const { inputs } = borderOf(graph, part, outputCounts(found));
  if (inputs.length === 0 && openPlaces(graph, part) === 0) {
    return "Nothing goes into the selected nodes: a block needs an input.";
  }
  const tied = acrossBorder(graph, part).find((id) =>
    isParametrized(graph.operations[id] as Operation),
  );
  if (tied !== undefined) {
    const name = operationName(graph.operations[tied] as Operation);
    return `${name} depends on a parameter of this block and is called inside and outside of the selected nodes: select all of its calls, or give it a value of its own.`;
  }
  const flat = inputs.find((one) => specOf(found, one)?.shape.length === 0);
  if (flat) {
    const name = nameOf(graph, flat.tensor[0]);
    return `What ${name} returns has no batch dimension, so it cannot go into a block: select ${name}, too.`;
  }
  return null;
}

/**
 * Make a block of some nodes. Its ports are called like what crosses its border; layers that are called
 * outside of it, too, become the design's. What cannot be a block leaves the design as it is (see
 * `blockRefusal`).
 *
 * @param found What the analysis knows of the graph: the shapes of what goes in.
 * @returns The design with the block's node.
 */
export function makeBlock(
  design: Design,
  graphId: string,
  nodes: Iterable<string>,
  found: GraphAnalysis | null,
): Created {
  const before = graphOf(design, graphId);
  if (before === undefined || blockRefusal(before, nodes, found) !== null) {
    return { design, nodes: [] };
  }
  const part = withoutModelInputs(before, nodes);
  const counts = outputCounts(found);
  const shared = withPromoted(design, graphId, part);
  const whole = graphOf(shared, graphId) ?? before;
  const own = storedGraph(shared, graphId) ?? before;
  const border = borderOf(whole, part, counts);
  const title = titleOf(whole, part);
  const model = firstFree(title, (id) => id === "main" || Object.hasOwn(design.models, id));
  const { definition, entries } = definitionOf(whole, own, part, border, counts, found, model);
  const outside = withoutPart(own, part);
  const id = firstFree(model, isTaken(whole, part));
  const used = Object.keys(definition.parameters ?? {});
  const block: Operation = {
    kind: "model",
    model,
    name: id,
    trainable: true,
    ...(used.length > 0 && {
      arguments: Object.fromEntries(used.map((name) => [name, { expression: name }])),
    }),
  };
  const node: Call = { operation: id, args: [withEntries([], entries)], kwargs: {} };
  const places = new Map(border.outputs.map((one, index) => [tensorKey(one), tensor(id, index)]));
  const host = hostGraph(outside, whole, part, { id, block, node }, places, counts);
  const withModel = { ...shared, models: { ...shared.models, [model]: definition } };
  const made = settledOperations(design, withStored(withModel, graphId, host));
  const framed = intoBlock(made, graphId, model, part, id);
  return { design: placed(framed, graphId, model, part, id), nodes: [id] };
}

/** The layers of a graph that are called inside and outside of a part; each side has its own functions. */
function acrossBorder(graph: Graph, part: ReadonlySet<string>): string[] {
  const calls = Object.entries(graph.nodes);
  const inside = new Set(calls.flatMap(([id, call]) => (part.has(id) ? [call.operation] : [])));
  const across = calls.flatMap(([id, { operation }]) =>
    !part.has(id) && inside.has(operation) ? [operation] : [],
  );
  return [...new Set(across)].filter((id) => {
    const operation = lookup(graph.operations, id);
    return operation !== undefined && operation.kind !== "op";
  });
}

/** The design with the layers that are called inside and outside of a part among its own. */
function withPromoted(design: Design, graphId: string, part: ReadonlySet<string>): Design {
  const graph = storedGraph(design, graphId);
  return (graph ? acrossBorder(graph, part) : []).reduce(
    (next, operation) => promoted(next, graphId, { graph: graphId, operation }).design,
    design,
  );
}

/** What a block is called: as its layers are, as far as all their names begin alike. */
function titleOf(graph: Graph, part: ReadonlySet<string>): string {
  const names = [...part].flatMap((id) => {
    const operation = operationOf(graph, id);
    return operation && operation.kind !== "op" ? [operation.name] : [];
  });
  const [first = "", ...others] = names;
  if (others.length === 0) return "block";
  let stem = first;
  for (const name of others) {
    while (!name.startsWith(stem)) stem = stem.slice(0, -1);
  }
  // Whole words only: "conv2_block1" of conv2_block1_conv and conv2_block1_bn.
  const word = /^([A-Za-z]\w+)_/.exec(stem)?.[1] ?? "";
  const counted = names.every((name) => baseName(name) === word);
  return word.length > 2 && !counted && !names.includes(word) ? word : "block";
}

function isTaken(graph: Graph, part: ReadonlySet<string>): (name: string) => boolean {
  const taken = new Set(Object.keys(graph.nodes).filter((id) => !part.has(id)));
  for (const [id, call] of Object.entries(graph.nodes)) {
    if (part.has(id)) continue;
    const operation = operationOf(graph, id);
    taken.add(call.operation);
    if (operation) taken.add(operationName(operation));
  }
  return (name) => taken.has(name);
}

interface Defined {
  definition: Graph;
  /** What the block is called with: for each of its inputs the tensor, or an unfilled place. */
  entries: { key: null; value: Argument }[];
}

function definitionOf(
  whole: Graph,
  own: Graph,
  part: ReadonlySet<string>,
  border: Border,
  counts: OutputCounts,
  found: GraphAnalysis | null,
  name: string,
): Defined {
  const operations: Graph["operations"] = {};
  const taken = new Set(part);
  for (const id of part) {
    const called = own.nodes[id]?.operation ?? "";
    const operation = operationOf(whole, id);
    taken.add(called);
    if (operation) taken.add(operationName(operation));
    if (Object.hasOwn(own.operations, called))
      operations[called] = own.operations[called] as Operation;
  }
  const nodes: Graph["nodes"] = {};
  const entries: Defined["entries"] = [];
  const inputs: { key: null; value: string }[] = [];
  const addInput = (value: Argument, stem: string, spec: TensorSpec | undefined): Tensor => {
    const id = firstFree(stem, (one) => taken.has(one));
    taken.add(id);
    operations[id] = inputLayer(id, spec);
    nodes[id] = { operation: id, args: [], kwargs: {} };
    entries.push({ key: null, value });
    inputs.push({ key: null, value: id });
    return tensor(id);
  };
  const inside = new Map<string, Tensor>();
  for (const one of border.inputs) {
    const [source, index] = one.tensor;
    const stem = index === 0 ? nameOf(whole, source) : `${nameOf(whole, source)}_${index}`;
    inside.set(tensorKey(one), addInput(one, stem, specOf(found, one)));
  }
  for (const id of Object.keys(whole.nodes)) {
    if (!part.has(id)) continue;
    nodes[id] = mapArguments(whole.nodes[id] as Call, (leaf) => {
      if (isMissing(leaf)) return addInput(MISSING, "input", undefined);
      return isTensor(leaf) ? (inside.get(tensorKey(leaf)) ?? leaf) : leaf;
    });
  }
  const parameters = parametersUsed(whole, part);
  const plain: Graph = {
    name,
    operations,
    nodes,
    inputs: withEntries([], inputs),
    outputs: "auto",
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(own.pretrained && { pretrained: own.pretrained }),
  };
  return { definition: returning(plain, border.outputs, counts), entries };
}

/** A graph that returns some tensors: by itself, if those are what nothing in it takes. */
function returning(graph: Graph, wanted: Tensor[], counts: OutputCounts): Graph {
  const values = wanted.map((value) => ({ key: null, value }));
  const outputs = withEntries([], values);
  if (sameJson(resolveOutputs(graph, counts), outputs)) return graph;
  const named = [...new Set(wanted.map(({ tensor: [id] }) => id))];
  const ordered = { ...graph, output_order: named };
  if (sameJson(resolveOutputs(ordered, counts), outputs)) return ordered;
  return { ...graph, outputs };
}

function inputLayer(name: string, spec: TensorSpec | undefined): Layer {
  return {
    kind: "layer",
    class_name: INPUT_CLASS,
    name,
    config: { shape: spec ? spec.shape.slice(1) : STARTER_SHAPE },
    dtype: spec && spec.dtype !== "float32" ? spec.dtype : null,
    trainable: true,
  };
}

function withoutPart(graph: Graph, part: ReadonlySet<string>): Graph {
  const kept = Object.entries(graph.nodes).filter(([id]) => !part.has(id));
  return withoutUnused({ ...graph, nodes: Object.fromEntries(kept) });
}

interface Block {
  id: string;
  block: Operation;
  node: Call;
}

/** The graph around a block, which takes the tensors of the block in the place of the part's. */
function hostGraph(
  outside: Graph,
  before: Graph,
  part: ReadonlySet<string>,
  { id, block, node }: Block,
  places: ReadonlyMap<string, Tensor>,
  counts: OutputCounts,
): Graph {
  const moved = (leaf: Argument): Argument =>
    isTensor(leaf) ? (places.get(tensorKey(leaf)) ?? leaf) : leaf;
  const fed = new Set(
    edges(before).flatMap(({ source, target }) => (part.has(source) ? [target] : [])),
  );
  const nodes = Object.entries(outside.nodes).map(([key, call]) => [
    key,
    fed.has(key) ? mapArguments(call, moved) : call,
  ]);
  const host: Graph = {
    ...outside,
    operations: { ...outside.operations, [id]: block },
    nodes: { ...Object.fromEntries(nodes), [id]: node },
  };
  return withSameOutputs(host, before, counts, moved, { ...counts, [id]: places.size });
}

/** The part where it was, its inputs above it; the block in its middle. */
function placed(
  design: Design,
  graphId: string,
  model: string,
  part: ReadonlySet<string>,
  block: string,
): Design {
  const known = positionsOf(design, graphId);
  const standing = [...part].flatMap((id): [string, Point][] => {
    const place = lookup(known, id);
    return place ? [[id, place]] : [];
  });
  if (standing.length === 0) return design;
  const inside = Object.fromEntries(standing);
  const [left, top, right, bottom] = boundsOf(standing.map(([, place]) => place));
  const graph = graphOf(design, model);
  const inputs = Object.keys(graph?.nodes ?? {}).filter((id) => !part.has(id));
  for (const [id, x] of inputColumns(graph, inputs, inside)) inside[id] = [x, top - ROW];
  const gone = Object.fromEntries(standing.map(([id]) => [id, null]));
  const middle: Point = [snapped((left + right) / 2), snapped((top + bottom) / 2)];
  const cleared = withPositions(design, graphId, { ...gone, [block]: middle });
  return withPositions(cleared, model, inside);
}

/** Inputs side by side, each as near as can be to the first call that takes it. */
function inputColumns(
  graph: Graph | undefined,
  inputs: readonly string[],
  inside: Readonly<Record<string, Point>>,
): [string, number][] {
  const wanted = inputs.map((id): [string, number] => {
    const target = graph && edges(graph).find(({ source }) => source === id)?.target;
    return [id, (target === undefined ? undefined : lookup(inside, target)?.[0]) ?? 0];
  });
  wanted.sort(([, a], [, b]) => a - b);
  let free = Number.NEGATIVE_INFINITY;
  return wanted.map(([id, x]) => {
    const at = Math.max(x, free);
    free = at + COLUMN;
    return [id, at];
  });
}

function openPlaces(graph: Graph, part: ReadonlySet<string>): number {
  let count = 0;
  for (const id of part) {
    for (const [, leaf] of argumentsOf(graph.nodes[id] as Call)) if (isMissing(leaf)) count += 1;
  }
  return count;
}

function specOf(found: GraphAnalysis | null, { tensor: [node, index] }: Tensor) {
  return (found && lookup(found.nodes, node)?.outputs?.[index]) ?? undefined;
}

function nameOf(graph: Graph, id: string): string {
  const operation = operationOf(graph, id);
  return operation ? operationName(operation) : id;
}
