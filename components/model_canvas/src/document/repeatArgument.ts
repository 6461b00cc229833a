/** One object at two places of an argument, as `cell` is in `StackedRNNCells([cell, cell])`. */

import { type Design, graphOf, type Layer, lookup, type Operation } from "../../../shared/document";
import { withGraph } from "./graphAccess";
import { firstFree } from "./names";
import { type Holder, isReference } from "./sharedOperations";
import type { Config } from "./types";

type Path = readonly (string | number)[];

/**
 * Put an item of a list in a layer's configuration there once more. A nested layer becomes the
 * design's, with a reference in its place and one behind it; a single layer becomes a list.
 *
 * @param path Steps from the configuration to the item.
 * @param autoName What Keras calls a layer of a class.
 */
export function repeatArgument(
  design: Design,
  holder: Holder,
  path: Path,
  autoName: (className: string) => string | undefined,
): Design {
  const layer = layerOf(design, holder);
  const item = path.reduce(step, layer?.config);
  if (layer === undefined || path.length === 0) return design;
  if (isReference(item)) return withConfig(design, holder, repeated(layer.config, path, item));
  if (!isNested(item)) return design;
  const { name: given, dtype, trainable, ...config } = item.config ?? {};
  const { operations = {} } = design;
  const taken = new Set([...Object.keys(operations), ...Object.values(operations).map(nameOf)]);
  const base = typeof given === "string" ? given : (autoName(item.class_name) ?? "layer");
  const id = firstFree(base, (one) => taken.has(one));
  const shared: Layer = {
    kind: "layer",
    class_name: item.class_name,
    name: id,
    config,
    dtype: typeof dtype === "string" ? dtype : null,
    trainable: trainable !== false,
  };
  const grown = { ...design, operations: { ...operations, [id]: shared } };
  return withConfig(grown, holder, repeated(layer.config, path, { operation: id }));
}

function layerOf(design: Design, { graph, operation }: Holder): Layer | undefined {
  const operations = graph === null ? design.operations : graphOf(design, graph)?.operations;
  const found = lookup(operations ?? {}, operation);
  return found?.kind === "layer" ? found : undefined;
}

function withConfig(design: Design, holder: Holder, config: Config): Design {
  const change = <O extends Record<string, Operation>>(operations: O): O => {
    const layer = lookup(operations, holder.operation);
    return layer?.kind === "layer"
      ? { ...operations, [holder.operation]: { ...layer, config } }
      : operations;
  };
  if (holder.graph === null) return { ...design, operations: change(design.operations ?? {}) };
  return withGraph(design, holder.graph, (graph) => ({
    ...graph,
    operations: change(graph.operations),
  }));
}

/** A value with `item` where `path` leads, and once more behind it. */
function repeated<T>(value: T, [first, ...rest]: Path, item: unknown): T {
  if (first === undefined) return value;
  if (Array.isArray(value)) {
    return (
      rest.length === 0
        ? value.toSpliced(Number(first), 1, item, item)
        : value.with(Number(first), repeated(value[Number(first)], rest, item))
    ) as T;
  }
  const inner = step(value, first);
  return { ...value, [first]: rest.length === 0 ? [item, item] : repeated(inner, rest, item) };
}

function step(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}

function isNested(value: unknown): value is { class_name: string; config?: Config } {
  return typeof step(value, "class_name") === "string";
}

function nameOf(operation: Operation): string {
  return operation.kind === "op" ? "" : operation.name;
}
