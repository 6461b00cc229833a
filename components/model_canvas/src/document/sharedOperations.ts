/**
 * Operations of the design itself: called by several graphs, or arguments of other layers. Graphs are
 * read and edited with what they call filled in (`graphOf`, `withGraph`); here is where each is used,
 * and what becomes of those that are shared no longer.
 */

import {
  type Design,
  type Graph,
  lookup,
  MAIN,
  type Operation,
  storedGraph,
} from "../../../shared/document";

/** Where one of the design's operations is used. */
export interface Uses {
  /** Its calls, by graph. */
  calls: ReadonlyMap<string, readonly string[]>;
  /** The layers that have it as an argument. */
  holders: readonly Holder[];
}

/** A layer with one of the design's operations in its configuration. */
export interface Holder {
  /** The graph whose own operation it is; null for one of the design's. */
  graph: string | null;
  operation: string;
}

const NOWHERE: Uses = { calls: new Map(), holders: [] };

const known = new WeakMap<Design, ReadonlyMap<string, Uses>>();

/** Where the design's operations are used, by id. */
export function usesOf(design: Design): ReadonlyMap<string, Uses> {
  const before = known.get(design);
  if (before) return before;
  const found = new Map<string, { calls: Map<string, string[]>; holders: Holder[] }>();
  const { operations = {} } = design;
  for (const id of Object.keys(operations)) found.set(id, { calls: new Map(), holders: [] });
  if (found.size > 0) {
    for (const graphId of graphIds(design)) {
      const graph = storedGraph(design, graphId);
      for (const [node, { operation }] of Object.entries(graph?.nodes ?? {})) {
        if (graph && Object.hasOwn(graph.operations, operation)) continue;
        const calls = found.get(operation)?.calls;
        const here = calls?.get(graphId);
        if (here) here.push(node);
        else calls?.set(graphId, [node]);
      }
    }
    for (const [graph, operation, held] of holders(design)) {
      for (const id of referredIn(held)) found.get(id)?.holders.push({ graph, operation });
    }
  }
  known.set(design, found);
  return found;
}

/** Where an operation of a graph is used beside it; nowhere for one that is the graph's own. */
export function usesBeside(design: Design, graphId: string, operation: string): Uses {
  const graph = storedGraph(design, graphId);
  const uses = usesOf(design).get(operation);
  if (!graph || !uses || Object.hasOwn(graph.operations, operation)) return NOWHERE;
  return { ...uses, calls: new Map([...uses.calls].filter(([id]) => id !== graphId)) };
}

/** Whether an operation of a graph is also called in other graphs, or an argument of a layer. */
export function isSharedBeyond(design: Design, graphId: string, operation: string): boolean {
  const { calls, holders } = usesBeside(design, graphId, operation);
  return calls.size + holders.length > 0;
}

/** The main graph and the definitions, by id. */
export function graphIds(design: Design): string[] {
  return [MAIN, ...Object.keys(design.models)];
}

/** The design with one graph replaced, as it is stored. */
export function withStored(design: Design, graphId: string, graph: Graph): Design {
  if (graphId === MAIN) return { ...design, main: graph };
  return { ...design, models: { ...design.models, [graphId]: graph } };
}

/**
 * A changed design in which what lost a use is where it belongs: an operation that nothing uses any
 * more is gone, one that a single graph calls is that graph's own again. An argument of a layer stays
 * the design's.
 */
export function settledOperations(before: Design, after: Design): Design {
  let design = after;
  for (const id of Object.keys(after.operations ?? {})) {
    const was = usesOf(before).get(id);
    const is = usesOf(design).get(id);
    if (was && is && usesCount(is) < usesCount(was)) design = settledOne(design, id, is);
  }
  // What went may have had others as its arguments.
  return design === after ? design : settledOperations(before, design);
}

/** A design in which one of its operations is where it belongs, whatever it was before. */
export function settledOperation(design: Design, id: string): Design {
  const uses = usesOf(design).get(id);
  return uses ? settledOne(design, id, uses) : design;
}

function settledOne(design: Design, id: string, { calls, holders: held }: Uses): Design {
  const [home, ...others] = calls.keys();
  const operation = lookup(design.operations ?? {}, id);
  if (operation === undefined || held.length > 0 || others.length > 0) return design;
  const rest = withoutOperation(design, id);
  const graph = home === undefined ? undefined : storedGraph(design, home);
  if (home === undefined || graph === undefined) return rest;
  return withStored(rest, home, {
    ...graph,
    operations: { ...graph.operations, [id]: operation },
  });
}

function withoutOperation(design: Design, id: string): Design {
  const { operations = {}, ...rest } = design;
  const left = Object.entries(operations).filter(([key]) => key !== id);
  return left.length === 0 ? rest : { ...rest, operations: Object.fromEntries(left) };
}

function usesCount({ calls, holders: held }: Uses): number {
  return calls.size + held.length;
}

/** Every layer of the document with its configuration. */
function* holders(design: Design): Generator<[string | null, string, Operation]> {
  for (const graphId of graphIds(design)) {
    const { operations = {} } = storedGraph(design, graphId) ?? {};
    for (const [id, operation] of Object.entries(operations)) yield [graphId, id, operation];
  }
  for (const [id, operation] of Object.entries(design.operations ?? {})) {
    yield [null, id, operation];
  }
}

/** A value in a configuration that stands for one of the design's operations. */
export interface Reference {
  operation: string;
}

export function isReference(value: unknown): value is Reference {
  return (
    typeof value === "object" &&
    value !== null &&
    "operation" in value &&
    typeof value.operation === "string" &&
    Object.keys(value).length === 1
  );
}

/** The definition that a block is an instance of, or that a layer such as TimeDistributed holds. */
export function definitionOf(design: Design, operation: Operation): string | null {
  if (operation.kind === "model") return operation.model;
  for (const id of referredIn(operation)) {
    const held = lookup(design.operations ?? {}, id);
    if (held?.kind === "model" && storedGraph(design, held.model)) return held.model;
  }
  return null;
}

/** Ids that a layer's configuration refers to, with the names of what they stand for. */
export function referredNames(design: Design, operation: Operation): [string, string][] {
  return [...referredIn(operation)].flatMap((id): [string, string][] => {
    const held = lookup(design.operations ?? {}, id);
    return held && held.kind !== "op" ? [[id, held.name]] : [];
  });
}

/** A layer whose configuration refers to operations under their new ids. */
export function withReferences(operation: Operation, ids: ReadonlyMap<string, string>): Operation {
  if (operation.kind !== "layer" || referredIn(operation).size === 0) return operation;
  const config = renamed(operation.config, ids) as typeof operation.config;
  return { ...operation, config };
}

function renamed(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (isReference(value)) return { operation: ids.get(value.operation) ?? value.operation };
  if (Array.isArray(value)) return value.map((item) => renamed(item, ids));
  if (typeof value !== "object" || value === null) return value;
  const pairs = Object.entries(value).map(([key, item]) => [key, renamed(item, ids)]);
  return Object.fromEntries(pairs);
}

const referred = new WeakMap<Operation, ReadonlySet<string>>();

/** The ids that a layer's configuration refers to. */
export function referredIn(operation: Operation): ReadonlySet<string> {
  const before = referred.get(operation);
  if (before) return before;
  const found = new Set<string>();
  if (operation.kind === "layer") collect(operation.config, found);
  referred.set(operation, found);
  return found;
}

function collect(value: unknown, found: Set<string>): void {
  if (isReference(value)) found.add(value.operation);
  else if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) collect(item, found);
  }
}
