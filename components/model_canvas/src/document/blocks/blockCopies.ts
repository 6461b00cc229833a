/** The calls inside of a definition, made in the graph that calls an instance of it. */

import {
  type Argument,
  type Call,
  type Graph,
  lookup,
  type Operation,
} from "../../../../shared/document";
import {
  argumentAt,
  argumentsOf,
  isMissing,
  isTensor,
  MISSING,
  mapArguments,
  tensor,
  walk,
} from "../argument";
import { isInput, operationName } from "../graphAccess";
import { firstFree } from "../names";
import { withoutArgument } from "../nodes";
import { type OutputCounts, resolveOutputs } from "../outputs";
import type { FindEntry } from "../ports";
import { sameJson } from "../sameJson";
import { edges } from "../traversal";

/** The block that is replaced. */
interface Replaced {
  operation: string;
  calls: readonly string[];
  /** The design's operations that are called inside: there is one of each, wherever it is called. */
  foreign: ReadonlySet<string>;
  trainable: boolean;
}

/** What takes the place of a block. */
interface Copies {
  /** The graph with the calls inside of the block in the place of those of the block. */
  graph: Graph;
  /** For each call of the block, the new ids of the calls inside by those in the definition. */
  made: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Where a tensor of the graph comes from now; an unfilled place for one that is gone. */
  moved: (leaf: Argument) => Argument;
}

/**
 * A graph with the calls of a definition in the place of those of a block.
 *
 * @param definition With values in the place of its parameters; what it calls of the design's
 *   operations is in it (see `graphOf`).
 * @param counts How many tensors the calls of the definition return.
 */
export function withCopies(
  host: Graph,
  definition: Graph,
  block: Replaced,
  counts: OutputCounts,
  find: FindEntry,
): Copies {
  const inner = Object.keys(definition.nodes).filter((id) => !isInput(definition, id));
  const gone = new Set(block.calls);
  const existing = new Set([
    ...Object.keys(host.nodes).filter((id) => !gone.has(id)),
    ...Object.keys(host.operations).filter((id) => id !== block.operation),
  ]);
  const { operations, ids } = withOperations(host, definition, inner, block, existing);
  const made = new Map<string, ReadonlyMap<string, string>>();
  const used = new Set(existing);
  for (const call of block.calls) {
    const own = new Map<string, string>();
    for (const id of inner) {
      const free = firstFree(id, (one) => used.has(one));
      used.add(free);
      own.set(id, free);
    }
    made.set(call, own);
  }
  const moved = movedBy(host, definition, made, counts);
  const fed = new Set(
    edges(host).flatMap(({ source, target }) => (gone.has(source) ? [target] : [])),
  );
  const nodes: Graph["nodes"] = {};
  for (const [id, node] of Object.entries(host.nodes)) {
    if (gone.has(id)) continue;
    nodes[id] = fed.has(id) ? mapArguments(withoutMissing(host, node, moved), moved) : node;
  }
  for (const [call, own] of made) {
    const outer = host.nodes[call] as Call;
    const given = inputsOf(definition, outer);
    const place = (leaf: Argument): Argument => {
      if (!isTensor(leaf)) return leaf;
      const input = given.get(leaf.tensor[0]);
      if (input !== undefined) return moved(input);
      const id = own.get(leaf.tensor[0]);
      return id === undefined ? MISSING : tensor(id, leaf.tensor[1]);
    };
    for (const id of inner) {
      const node = definition.nodes[id] as Call;
      const wired = mapArguments(withoutMissing(definition, node, place), place);
      const kwargs = withTraining(wired.kwargs, outer, definition, node, find);
      const operation = ids.get(node.operation) ?? node.operation;
      nodes[own.get(id) as string] = { ...wired, operation, kwargs };
    }
  }
  return {
    graph: { ...host, operations, nodes, ...pretrainedOf(host, definition) },
    made,
    moved,
  };
}

/** The operations of a graph with those inside of a block, under ids and names that are free. */
function withOperations(
  host: Graph,
  definition: Graph,
  inner: readonly string[],
  block: Replaced,
  existing: ReadonlySet<string>,
): { operations: Graph["operations"]; ids: ReadonlyMap<string, string> } {
  const { [block.operation]: _, ...operations } = host.operations;
  const ids = new Map<string, string>();
  const names = new Set(Object.values(operations).map(operationName));
  const taken = new Set([...existing, ...block.foreign]);
  for (const key of new Set(inner.map((id) => definition.nodes[id]?.operation ?? ""))) {
    const one = lookup(definition.operations, key);
    if (one === undefined || block.foreign.has(key)) continue;
    const id = firstFree(key, (free) => taken.has(free));
    taken.add(id);
    ids.set(key, id);
    operations[id] = ownOperation(one, names, block.trainable);
  }
  return { operations, ids };
}

/** Where each tensor of a graph comes from once the calls of a block are replaced. */
function movedBy(
  host: Graph,
  definition: Graph,
  made: Copies["made"],
  counts: OutputCounts,
): Copies["moved"] {
  const outputs = tensorsIn(resolveOutputs(definition, counts));
  const given = new Map(
    [...made.keys()].map((call) => [call, inputsOf(definition, host.nodes[call] as Call)]),
  );
  return (leaf) => {
    let here = leaf;
    // What one call of the block returns may be what it was given by another.
    for (let n = 0; n <= made.size && isTensor(here); n += 1) {
      const [call, index]: [string, number] = here.tensor;
      const own = made.get(call);
      if (own === undefined) return here;
      const inside = outputs[index];
      if (inside === undefined) return MISSING;
      const id = own.get(inside.tensor[0]);
      if (id !== undefined) return tensor(id, inside.tensor[1]);
      here = given.get(call)?.get(inside.tensor[0]) ?? MISSING;
    }
    return isTensor(here) ? MISSING : here;
  };
}

function ownOperation(one: Operation, names: Set<string>, trainable: boolean): Operation {
  if (one.kind === "op") return one;
  const name = firstFree(one.name, (free) => names.has(free));
  names.add(name);
  return { ...one, name, trainable: one.trainable && trainable };
}

/** What a call gives to each input of a definition. */
function inputsOf(definition: Graph, outer: Call): Map<string, Argument> {
  const given = new Map<string, Argument>();
  for (const [path, leaf] of walk(definition.inputs)) {
    if (typeof leaf === "string") given.set(leaf, argumentAt(outer, `/args/0${path}`) ?? MISSING);
  }
  return given;
}

/** A call without the tensors that are nowhere: lists shrink, other places are unfilled. */
function withoutMissing(graph: Graph, node: Call, place: (leaf: Argument) => Argument): Call {
  const gone = [...argumentsOf(node)].flatMap(([pointer, leaf]) =>
    isTensor(leaf) && isMissing(place(leaf)) ? [pointer] : [],
  );
  return gone.reduceRight((here, pointer) => withoutArgument(graph, here, pointer), node);
}

/** The block's `training=` at a call inside that takes one and has none of its own. */
function withTraining(
  kwargs: Call["kwargs"],
  outer: Call,
  definition: Graph,
  { operation }: Call,
  find: FindEntry,
): Call["kwargs"] {
  const training = lookup(outer.kwargs, "training");
  if (training === undefined || Object.hasOwn(kwargs, "training")) return kwargs;
  const one = lookup(definition.operations, operation);
  const schema = one?.kind === "layer" ? find(one.class_name)?.call_schema : undefined;
  const takes = one?.kind === "model" || Object.hasOwn(schema?.properties ?? {}, "training");
  return takes ? { ...kwargs, training } : kwargs;
}

function pretrainedOf(graph: Graph, definition: Graph): Pick<Graph, "pretrained"> {
  const both = [...(graph.pretrained ?? [])];
  for (const one of definition.pretrained ?? []) {
    if (!both.some((other) => sameJson(other, one))) both.push(one);
  }
  return both.length === 0 ? {} : { pretrained: both };
}

function tensorsIn(tree: Argument) {
  return [...walk(tree)].flatMap(([, leaf]) => (isTensor(leaf) ? [leaf] : []));
}

/** The design's operations that a graph calls, by id. */
export function foreignOperations(graph: Graph): Set<string> {
  return new Set(
    Object.values(graph.nodes).flatMap(({ operation }) =>
      Object.hasOwn(graph.operations, operation) ? [] : [operation],
    ),
  );
}
