/** Adding, removing and placing calls. */

import { CUSTOM, type Entry } from "../../../shared/catalogue";
import {
  type Argument,
  type Call,
  type Design,
  type Graph,
  graphOf,
  lookup,
  type Operation,
  wholeGraph,
} from "../../../shared/document";
import {
  argumentAt,
  argumentsOf,
  isTensor,
  isTensorList,
  MISSING,
  splitPointer,
  steps,
  withArgument,
} from "./argument";
import { UNRECORDED } from "./customLayers";
import { isInput, withGraph, withPositions } from "./graphAccess";
import { withInput, withoutInputs } from "./inputs";
import { freshId, freshName } from "./names";
import { withoutNotesOf } from "./notes";
import { withoutOutputs } from "./outputs";
import { emptyArguments, emptyBlockArgument } from "./ports";
import { referredIn } from "./sharedOperations";
import { starterConfig } from "./starterConfig";
import type { Config, Point } from "./types";

/** An edited design with the nodes that the edit made, to be selected. */
export interface Created {
  design: Design;
  nodes: string[];
  /** Names of blocks that were left out, since they hold the block that they were to stand in. */
  leftOut?: string[];
}

/** Add a call of a new layer or op of the catalogue, unconnected, with what it starts with. */
export function addNode(
  design: Design,
  graphId: string,
  entry: Entry,
  position: Point,
  config: Config = starterConfig(entry),
): Created {
  const graph = graphOf(design, graphId);
  if (graph === undefined) return { design, nodes: [] };
  const name = freshName(graph, entry.auto_name);
  const operation = newOperation(entry, name, config);
  return addOperation(design, graphId, name, operation, emptyArguments(entry.ports), position);
}

/** A new layer or op of the catalogue. */
export function newOperation(entry: Entry, name: string, config: Config): Operation {
  if (entry.kind === "op") return { kind: "op", function: entry.path };
  return {
    kind: "layer",
    class_name: entry.path,
    name,
    config,
    dtype: null,
    trainable: true,
    ...(entry.category === CUSTOM && { recorded: UNRECORDED }),
  };
}

/** Add a call of a new instance of a definition in `Design.models`, unconnected. */
export function addBlock(design: Design, graphId: string, model: string, position: Point): Created {
  const graph = graphOf(design, graphId);
  const definition = lookup(design.models, model);
  if (graph === undefined || definition === undefined) return { design, nodes: [] };
  const name = freshName(graph, definition.name);
  const operation: Operation = { kind: "model", model, name, trainable: true };
  const args = [emptyBlockArgument(definition)];
  return addOperation(design, graphId, name, operation, args, position);
}

/** Whether a definition is another, or holds an instance of it: a block cannot hold itself. */
export function holdsModel(
  { models, operations = {} }: Pick<Design, "models" | "operations">,
  holder: string,
  model: string,
): boolean {
  const seen = new Set<string>();
  const stack = [holder];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id === model) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    const graph = lookup(models, id);
    const held = graph ? Object.values(wholeGraph(graph, operations).operations) : [];
    for (const operation of held) {
      if (operation.kind === "model") stack.push(operation.model);
      for (const key of referredIn(operation)) {
        const argument = lookup(operations, key);
        if (argument && !held.includes(argument)) held.push(argument);
      }
    }
  }
  return false;
}

/**
 * Remove calls. Lists of tensors shrink, other places become unfilled (an optional argument goes),
 * operations that nothing calls any more go, inputs and outputs forget the nodes.
 */
export function removeNodes(design: Design, graphId: string, nodeIds: Iterable<string>): Design {
  const graph = graphOf(design, graphId);
  const gone = new Set([...nodeIds].filter((id) => graph && Object.hasOwn(graph.nodes, id)));
  if (gone.size === 0) return design;
  const edited = withGraph(design, graphId, (before) => {
    const kept = Object.entries(before.nodes).filter(([id]) => !gone.has(id));
    const nodes = kept.map(([id, node]) => [id, withoutSources(before, node, gone)] as const);
    return withoutUnused({
      ...before,
      nodes: Object.fromEntries(nodes),
      inputs: withoutInputs(before.inputs, gone),
      outputs: withoutOutputs(before.outputs, gone),
    });
  });
  const placed = withPositions(
    edited,
    graphId,
    Object.fromEntries([...gone].map((id) => [id, null])),
  );
  return withoutNotesOf(placed, graphId, gone);
}

/** Place nodes on the canvas; null takes a place away. */
export function moveNodes(
  design: Design,
  graphId: string,
  places: Record<string, Point | null>,
): Design {
  const graph = graphOf(design, graphId);
  const known = Object.entries(places).filter(([id]) => graph && Object.hasOwn(graph.nodes, id));
  return withPositions(design, graphId, Object.fromEntries(known));
}

/** A graph without the operations that no node calls. */
export function withoutUnused(graph: Graph): Graph {
  const called = new Set(Object.values(graph.nodes).map((node) => node.operation));
  const kept = Object.entries(graph.operations).filter(([id]) => called.has(id));
  if (kept.length === Object.keys(graph.operations).length) return graph;
  return { ...graph, operations: Object.fromEntries(kept) };
}

/** A graph with one node replaced. */
export function withNode(graph: Graph, nodeId: string, change: (node: Call) => Call): Graph {
  const node = lookup(graph.nodes, nodeId);
  if (node === undefined) return graph;
  const changed = change(node);
  return changed === node ? graph : { ...graph, nodes: { ...graph.nodes, [nodeId]: changed } };
}

/** A call whose place at `pointer` is emptied: see `removeNodes`. */
export function withoutArgument(graph: Graph, node: Call, pointer: string): Call {
  const value = argumentAt(node, pointer);
  if (value === undefined) return node;
  const [parent, last] = splitPointer(pointer);
  const list = argumentAt(node, parent);
  const path = steps(pointer);
  const block = lookup(graph.operations, node.operation)?.kind === "model";
  const inList = path.length === 3 && isTensorList(list) && !block;
  const left = inList ? list.toSpliced(Number(last), 1) : null;
  const optional = path[0] === "kwargs" && (path.length === 2 || left?.length === 0);
  if (optional) {
    const kwargs = Object.entries(node.kwargs).filter(([name]) => name !== path[1]);
    return { ...node, kwargs: Object.fromEntries(kwargs) };
  }
  if (left !== null) return withArgument(node, parent, left);
  return withArgument(node, pointer, path.includes("slice") ? null : MISSING);
}

function withoutSources(graph: Graph, node: Call, gone: ReadonlySet<string>): Call {
  const pointers = [...argumentsOf(node)].flatMap(([pointer, leaf]) =>
    isTensor(leaf) && gone.has(leaf.tensor[0]) ? [pointer] : [],
  );
  // From the back, so that a list that shrinks leaves the earlier pointers valid.
  return pointers.reduceRight((here, pointer) => withoutArgument(graph, here, pointer), node);
}

function addOperation(
  design: Design,
  graphId: string,
  name: string,
  operation: Operation,
  args: Argument[],
  position: Point,
): Created {
  let id = name;
  const edited = withGraph(design, graphId, (graph) => {
    id = freshId(graph, name);
    const next: Graph = {
      ...graph,
      operations: { ...graph.operations, [id]: operation },
      nodes: { ...graph.nodes, [id]: { operation: id, args, kwargs: {} } },
    };
    return isInput(next, id) ? { ...next, inputs: withInput(next.inputs, id, name) } : next;
  });
  return { design: withPositions(edited, graphId, { [id]: position }), nodes: [id] };
}
