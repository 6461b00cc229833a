/** Names, configurations and other settings of layers, calls and the model. */

import {
  type Argument,
  type Design,
  type Layer,
  lookup,
  MAIN,
  type Operation,
} from "../../../shared/document";
import { argumentAt, escapeStep, isTensor, withArgument } from "./argument";
import { classNames, withoutRecord } from "./customLayers";
import { withGraph } from "./graphAccess";
import { followsDesign, modelName } from "./modelNames";
import { modelNameProblem, nameProblem } from "./names";
import { withNode, withoutArgument } from "./nodes";
import { sameJson } from "./sameJson";
import { settledOperations } from "./sharedOperations";
import { withLayerRenamed } from "./trainingNames";
import type { Config } from "./types";

/** What of a configuration's JSON Schema decides how an argument is written down. */
interface ConfigSchema {
  properties?: Record<string, { default?: unknown }>;
}

/** Rename a layer or block; a name that Keras would refuse changes nothing (see `nameProblem`). */
export function rename(design: Design, graphId: string, operation: string, name: string): Design {
  let before = name;
  const renamed = withGraph(design, graphId, (graph) => {
    if (nameProblem(design, graphId, operation, name) !== null) return graph;
    return withOperation(graph, operation, (own) => {
      if (own.kind === "op" || own.name === name) return own;
      before = own.name;
      return { ...own, name };
    });
  });
  return withLayerRenamed(renamed, graphId, before, name);
}

/**
 * Set one constructor argument of a layer. A value that equals the default is left out, as is
 * undefined; the others stand in the order of the signature, so that equal layers are equal JSON.
 * What a custom layer returned with other settings counts no more.
 */
export function setConfig(
  design: Design,
  graphId: string,
  operation: string,
  argument: string,
  value: unknown,
  schema: ConfigSchema = {},
): Design {
  return withLayer(design, graphId, operation, (layer) => {
    const config = withSetting(layer.config, argument, value, schema);
    return config === layer.config ? layer : withoutRecord({ ...layer, config });
  });
}

/** Set one constructor argument of one of the design's operations: see `setConfig`. */
export function setSharedConfig(
  design: Design,
  operation: string,
  argument: string,
  value: unknown,
  schema: ConfigSchema = {},
): Design {
  const { operations = {} } = design;
  const layer = lookup(operations, operation);
  if (layer?.kind !== "layer") return design;
  const config = withSetting(layer.config, argument, value, schema);
  if (config === layer.config) return design;
  const changed = { ...operations, [operation]: { ...layer, config } };
  return settledOperations(design, { ...design, operations: changed });
}

/** A configuration with one argument set: see `setConfig`. */
export function withSetting(
  config: Config,
  argument: string,
  value: unknown,
  schema: ConfigSchema,
): Config {
  const known = schema.properties ?? {};
  const property = lookup(known, argument);
  const rest = Object.entries(config).filter(([name]) => name !== argument);
  const left =
    value === undefined ||
    (property !== undefined && "default" in property && sameJson(value, property.default));
  if (left) {
    return rest.length === Object.keys(config).length ? config : Object.fromEntries(rest);
  }
  if (sameJson(lookup(config, argument), value)) return config;
  const rank = (name: string) => {
    const at = Object.keys(known).indexOf(name);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  };
  const pairs: [string, unknown][] = Object.hasOwn(config, argument)
    ? Object.entries(config).map(([name, old]) => [name, name === argument ? value : old])
    : insertBefore(rest, [argument, value], (name) => rank(name) > rank(argument));
  return Object.fromEntries(pairs);
}

/** Set a layer's own dtype policy, or an input's dtype; null follows the model's. */
export function setDtype(
  design: Design,
  graphId: string,
  operation: string,
  dtype: string | null,
): Design {
  return withLayer(design, graphId, operation, (layer) => {
    if (layer.dtype === dtype) return layer;
    const own = classNames(design.code ?? "").includes(layer.class_name);
    return own ? withoutRecord({ ...layer, dtype }) : { ...layer, dtype };
  });
}

/** Freeze or unfreeze a layer or block. */
export function setTrainable(
  design: Design,
  graphId: string,
  operation: string,
  trainable: boolean,
): Design {
  return withGraph(design, graphId, (graph) =>
    withOperation(graph, operation, (own) =>
      own.kind === "op" || own.trainable === trainable ? own : { ...own, trainable },
    ),
  );
}

/** Let only the last layers of a model of `keras.applications` train; null lets all of them. */
export function setTrainableLayers(
  design: Design,
  graphId: string,
  operation: string,
  last: number | null,
): Design {
  return withLayer(design, graphId, operation, (layer) => {
    const { trainable_layers: before = null, ...rest } = layer;
    if (before === last) return layer;
    return last === null ? rest : { ...layer, trainable_layers: last };
  });
}

/** Let a graph begin with random weights in the place of those of one pretrained model. */
export function dropPretrained(design: Design, graphId: string, index: number): Design {
  return withGraph(design, graphId, (graph) => {
    const { pretrained = [], ...rest } = graph;
    const left = pretrained.filter((_, place) => place !== index);
    if (left.length === pretrained.length) return graph;
    return left.length > 0 ? { ...graph, pretrained: left } : rest;
  });
}

/**
 * Set a literal argument of one call, such as `training=False`; undefined takes it away.
 *
 * @param position Index in `args` of an argument that is passed by position.
 */
export function setCallArgument(
  design: Design,
  graphId: string,
  nodeId: string,
  argument: string,
  value: Argument | undefined,
  position: number | null = null,
): Design {
  return withGraph(design, graphId, (graph) =>
    withNode(graph, nodeId, (node) => {
      const pointer = position === null ? `/kwargs/${escapeStep(argument)}` : `/args/${position}`;
      const standing = argumentAt(node, pointer);
      if (isTensor(standing) || sameJson(standing, value)) return node;
      return value === undefined
        ? withoutArgument(graph, node, pointer)
        : withArgument(node, pointer, value);
    }),
  );
}

/**
 * Rename the design: its file, its title, and its model unless that has a name of its own.
 *
 * @param follows Whether the model is renamed with it; told where a name is typed letter by letter,
 *   which may spell the model's own name on its way.
 */
export function renameDesign(
  design: Design,
  name: string,
  follows: boolean = followsDesign(design),
): Design {
  if (name.trim() === "" || name === design.name) return design;
  const renamed = { ...design, name };
  return follows ? renameModel(renamed, MAIN, modelName(name)) : renamed;
}

/** Rename a graph's Keras model; a name that Keras would refuse changes nothing. */
export function renameModel(design: Design, graphId: string, name: string): Design {
  return withGraph(design, graphId, (graph) =>
    modelNameProblem(name) !== null || graph.name === name ? graph : { ...graph, name },
  );
}

/** Set the global dtype policy. */
export function setPolicy(design: Design, policy: string): Design {
  return design.dtype_policy === policy ? design : { ...design, dtype_policy: policy };
}

function insertBefore<T>(
  pairs: [string, T][],
  pair: [string, T],
  isLater: (name: string) => boolean,
) {
  const at = pairs.findIndex(([name]) => isLater(name));
  return pairs.toSpliced(at < 0 ? pairs.length : at, 0, pair);
}

function withOperation<G extends { operations: Record<string, Operation> }>(
  graph: G,
  id: string,
  change: (operation: Operation) => Operation,
): G {
  const operation = lookup(graph.operations, id);
  if (operation === undefined) return graph;
  const changed = change(operation);
  if (changed === operation) return graph;
  return { ...graph, operations: { ...graph.operations, [id]: changed } };
}

function withLayer(
  design: Design,
  graphId: string,
  id: string,
  change: (layer: Layer) => Layer,
): Design {
  return withGraph(design, graphId, (graph) =>
    withOperation(graph, id, (own) => (own.kind === "layer" ? change(own) : own)),
  );
}
