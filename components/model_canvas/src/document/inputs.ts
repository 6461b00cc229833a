/** The model's inputs: kept in step with its Input nodes, ordered or keyed by the user. */

import type { Argument, Design, Graph } from "../../../shared/document";
import { operationName, operationOf, withGraph } from "./graphAccess";
import { withInputRenamed } from "./trainingNames";
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

/** The inputs tree with a further input node at its end: bare when it is the only one. */
export function withInput(inputs: Argument, nodeId: string, name: string): Argument {
  const entries = entriesOf(inputs);
  const keys = new Set(entries.map(({ key }) => key));
  const key = isDict(inputs) ? freeKey(name, keys) : null;
  return withEntries(inputs, [...entries, { key, value: nodeId }]);
}

/** The inputs tree without some nodes. */
export function withoutInputs(inputs: Argument, nodeIds: ReadonlySet<string>): Argument {
  const left = pruned(inputs, (leaf) => typeof leaf === "string" && nodeIds.has(leaf));
  return left ?? [];
}

/** Move an input to another place in the order. */
export function moveModelInput(design: Design, graphId: string, from: number, to: number): Design {
  return withGraph(design, graphId, (graph) => {
    const entries = entriesOf(graph.inputs);
    const next = moved(entries, from, to);
    return next === entries ? graph : { ...graph, inputs: withEntries(graph.inputs, next) };
  });
}

/** Pass the inputs by key (`{"text": …}`), keys made from the layers' names, or by order again. */
export function keyInputs(design: Design, graphId: string, byKey: boolean): Design {
  return withGraph(design, graphId, (graph) => {
    if (isDict(graph.inputs) === byKey || isEmpty(graph.inputs)) return graph;
    return {
      ...graph,
      inputs: keyed(entriesOf(graph.inputs), byKey, (leaf) => nameOf(graph, leaf)),
    };
  });
}

/** Change the key of one input; a key that is taken or empty changes nothing. */
export function renameInputKey(design: Design, graphId: string, key: string, to: string): Design {
  const renamed = withGraph(design, graphId, (graph) => {
    const inputs = rekeyed(graph.inputs, key, to);
    return inputs === graph.inputs ? graph : { ...graph, inputs };
  });
  return renamed === design ? design : withInputRenamed(renamed, graphId, key, to);
}

/** Entries as a dict with keys made by `nameOf`, or as a list. */
export function keyed(
  entries: TreeEntry[],
  byKey: boolean,
  nameOf: (leaf: Argument) => string,
): Argument {
  if (!byKey) return withEntries([], entries);
  const taken = new Set<string>();
  const dict: Record<string, Argument> = {};
  for (const { value } of entries) {
    const key = freeKey(nameOf(value), taken);
    taken.add(key);
    dict[key] = value;
  }
  return { dict };
}

/** A dict tree with one key renamed in place. */
export function rekeyed(tree: Argument, key: string, to: string): Argument {
  if (!isDict(tree) || to === key || to.trim() === "" || Object.hasOwn(tree.dict, to)) return tree;
  const pairs = Object.entries(tree.dict).map(([k, value]) => [k === key ? to : k, value] as const);
  return { dict: Object.fromEntries(pairs) };
}

function nameOf(graph: Graph, leaf: Argument): string {
  const operation = typeof leaf === "string" ? operationOf(graph, leaf) : undefined;
  return operation ? operationName(operation) : "input";
}
