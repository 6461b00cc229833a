/** Reading and replacing one graph of a design. */

import {
  type Design,
  type Graph,
  graphOf,
  INPUT_CLASS,
  type Layer,
  lookup,
  type Operation,
  type Recorded,
  storedGraph,
} from "../../../shared/document";
import { settledOperations, withStored } from "./sharedOperations";
import type { Point } from "./types";

/**
 * The design with one graph changed; the same object when `change` returns the same graph. What the
 * change does to an operation that other graphs call, too, it does there as well.
 */
export function withGraph(
  design: Design,
  graphId: string,
  change: (graph: Graph) => Graph,
): Design {
  const graph = graphOf(design, graphId);
  if (graph === undefined) return design;
  const changed = change(graph);
  return changed === graph ? design : settledOperations(design, stored(design, graphId, changed));
}

/** A changed graph put back, with what it shares where the design has it. */
function stored(design: Design, graphId: string, changed: Graph): Design {
  const [own, whole] = [storedGraph(design, graphId), graphOf(design, graphId)];
  if (own === undefined || own === whole) return withStored(design, graphId, changed);
  const operations: Graph["operations"] = {};
  let shared = design.operations;
  for (const [id, operation] of Object.entries(changed.operations)) {
    const filled = whole && Object.hasOwn(whole.operations, id) && !lookup(own.operations, id);
    if (!filled) operations[id] = operation;
    else if (shared?.[id] !== operation) shared = { ...shared, [id]: operation };
  }
  const same =
    sameFields(operations, own.operations) &&
    sameFields({ ...changed, operations: own.operations }, own);
  const edited = same ? design : withStored(design, graphId, { ...changed, operations });
  return shared === design.operations || shared === undefined
    ? edited
    : { ...edited, operations: shared };
}

function sameFields<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys({ ...a, ...b }) as (keyof T)[];
  return keys.every((key) => a[key] === b[key]);
}

/** The design with nodes of one graph placed; null takes a node's position away. */
export function withPositions(
  design: Design,
  graphId: string,
  places: Record<string, Point | null>,
): Design {
  const old = positionsOf(design, graphId);
  const next = { ...old };
  let changed = false;
  for (const [node, place] of Object.entries(places)) {
    const was = lookup(old, node);
    if (place === null) {
      if (was === undefined) continue;
      delete next[node];
    } else {
      if (was?.[0] === place[0] && was[1] === place[1]) continue;
      next[node] = place;
    }
    changed = true;
  }
  if (!changed) return design;
  const positions = { ...design.positions, [graphId]: next };
  if (Object.keys(next).length === 0) delete positions[graphId];
  return { ...design, positions };
}

export function positionsOf(design: Design, graphId: string): Record<string, Point> {
  return lookup(design.positions, graphId) ?? {};
}

/** The operation that a node calls, the graph's own or the design's (see `graphOf`), or undefined. */
export function operationOf(graph: Graph, nodeId: string): Operation | undefined {
  const node = lookup(graph.nodes, nodeId);
  return node && lookup(graph.operations, node.operation);
}

export function isInput(graph: Graph, nodeId: string): boolean {
  const operation = operationOf(graph, nodeId);
  return operation?.kind === "layer" && operation.class_name === INPUT_CLASS;
}

/** Whether an operation only stands for a layer, of which a file recorded the shapes. */
export function isPlaceholder(
  operation: Operation | undefined,
): operation is Layer & { recorded: Recorded } {
  return operation?.kind === "layer" && (operation.recorded ?? null) !== null;
}

/** Whether a class is a whole model of `keras.applications`. */
export function isApplication(className: string): boolean {
  return className.startsWith("keras.applications.");
}

/** What an operation is called on the canvas: its Keras name, or the function's. */
export function operationName(operation: Operation): string {
  return operation.kind === "op" ? lastStep(operation.function) : operation.name;
}

/** "Dense" of "keras.layers.Dense". */
export function lastStep(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
