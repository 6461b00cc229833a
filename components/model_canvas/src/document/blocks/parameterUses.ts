/** Where the parameters of a block are used: in what is inside of it, and by its instances. */

import {
  type Argument,
  type Call,
  type Design,
  type Graph,
  lookup,
  MAIN,
  type Operation,
  storedGraph,
} from "../../../../shared/document";
import { mapArguments, mapValues } from "../argument";
import { graphIds, withStored } from "../sharedOperations";
import { expressionsIn, isExpression, mapExpressions, namesIn } from "./expression";

export type SubModel = Extract<Operation, { kind: "model" }>;

/** Parameters by name, as JSON. */
export type Values = Readonly<Record<string, unknown>>;

const NONE: Values = {};

export function parametersOf(graph: Graph | undefined): Values {
  return graph?.parameters ?? NONE;
}

/** Whether anything about a call or an operation depends on parameters. */
export function isParametrized(thing: Call | Operation): boolean {
  for (const _ of expressionsIn(thing)) return true;
  return false;
}

/** The parameters of a graph that some of its calls use, with their defaults. */
export function parametersUsed(graph: Graph, calls: Iterable<string>): Record<string, unknown> {
  const parameters = parametersOf(graph);
  const used = new Set<string>();
  if (Object.keys(parameters).length === 0) return {};
  for (const id of calls) {
    const call = lookup(graph.nodes, id);
    const operation = call && lookup(graph.operations, call.operation);
    for (const text of expressionsIn([call, operation]))
      for (const name of namesIn(text)) used.add(name);
  }
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => used.has(name)));
}

/** How often each parameter of a graph is used in it. */
export function countUses(graph: Graph): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of expressionsIn([Object.values(graph.operations), Object.values(graph.nodes)])) {
    for (const name of namesIn(text)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** An operation with every expression in it replaced. */
function withExpressions(operation: Operation, change: (text: string) => unknown): Operation {
  if (operation.kind === "op") return operation;
  if (operation.kind === "layer") {
    const config = mapExpressions(operation.config, change);
    return config === operation.config ? operation : { ...operation, config };
  }
  if (operation.arguments === undefined) return operation;
  const values = mapExpressions(operation.arguments, change);
  return values === operation.arguments ? operation : { ...operation, arguments: values };
}

/** A call with every expression in it replaced; lists become tuples, as literals have them. */
function withCallExpressions(call: Call, change: (text: string) => unknown): Call {
  return mapArguments(call, (leaf) => {
    if (!isExpression(leaf)) return leaf;
    const next = change(leaf.expression);
    if (isExpression(next)) return next.expression === leaf.expression ? leaf : next;
    return literal(next);
  });
}

function literal(value: unknown): Argument {
  return Array.isArray(value) ? { tuple: value.map(literal) } : (value as Argument);
}

/** A graph with every expression in it replaced; the same object when nothing changed. */
export function withGraphExpressions(graph: Graph, change: (text: string) => unknown): Graph {
  const operations = mapValues(graph.operations, (one) => withExpressions(one, change));
  const nodes = mapValues(graph.nodes, (call) => withCallExpressions(call, change));
  const same = operations === graph.operations && nodes === graph.nodes;
  return same ? graph : { ...graph, operations, nodes };
}

/** An instance of a definition. */
export interface Instance {
  /** The graph whose own operation it is; null for one of the design's. */
  graph: string | null;
  id: string;
  block: SubModel;
}

/** Every instance of a definition. */
export function instancesOf(design: Design, model: string): Instance[] {
  const found: Instance[] = [];
  const look = (graph: string | null, operations: Graph["operations"]) => {
    for (const [id, block] of Object.entries(operations)) {
      if (block.kind === "model" && block.model === model) found.push({ graph, id, block });
    }
  };
  for (const id of graphIds(design)) look(id, storedGraph(design, id)?.operations ?? {});
  look(null, design.operations ?? {});
  return found;
}

/** The design with every instance of a definition changed. */
export function withInstances(
  design: Design,
  model: string,
  change: (block: SubModel) => SubModel,
): Design {
  const changed = (operations: Graph["operations"]) =>
    mapValues(operations, (one) =>
      one.kind === "model" && one.model === model ? change(one) : one,
    );
  let next = design;
  for (const id of [MAIN, ...Object.keys(design.models)]) {
    const graph = storedGraph(next, id);
    const operations = graph && changed(graph.operations);
    if (graph && operations && operations !== graph.operations) {
      next = withStored(next, id, { ...graph, operations });
    }
  }
  const shared = next.operations && changed(next.operations);
  return shared === next.operations || shared === undefined
    ? next
    : { ...next, operations: shared };
}
