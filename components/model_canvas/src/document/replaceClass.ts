/** Another class in the place of a layer's or function's, with its wires and the arguments alike. */

import type { Entry, JsonSchema } from "../../../shared/catalogue";
import { type Argument, type Call, type Design, graphOf, lookup } from "../../../shared/document";
import { isMissing, isTensor, walk, withArgument } from "./argument";
import { isInput, withGraph } from "./graphAccess";
import { baseName, freshName } from "./names";
import { newOperation } from "./nodes";
import { emptyArguments, type FindEntry, type PortPlace, portsOf } from "./ports";
import { sameJson } from "./sameJson";
import { starterConfig } from "./starterConfig";
import { callsOf } from "./traversal";
import type { Config } from "./types";

/** A design with a class replaced, and what had no place in the new one. */
export interface Replaced {
  design: Design;
  /** How many wires are gone. */
  wires: number;
  /** Arguments that were set and that the new class does not have, or not with such a value. */
  arguments: string[];
}

/** Arguments of different names that say the same: how many features come out. */
const ALIKE: Readonly<Record<string, string>> = { units: "filters", filters: "units" };

type Definitions = Readonly<Record<string, JsonSchema>>;

/**
 * Replace the class of the layer that a node calls, for all its calls in the graph. Its name stays
 * unless Keras gave it; so do dtype policy, trainability, arguments that both have, and wires, in
 * order, as far as the new class has places for them.
 */
export function replaceClass(
  design: Design,
  graphId: string,
  nodeId: string,
  entry: Entry,
  find: FindEntry,
  definitions: Definitions,
): Replaced {
  const graph = graphOf(design, graphId);
  const id = graph && lookup(graph.nodes, nodeId)?.operation;
  const old = id === undefined ? undefined : lookup(graph?.operations ?? {}, id);
  const nothing = { design, wires: 0, arguments: [] };
  if (!graph || id === undefined || !old || old.kind === "model") return nothing;
  if (entry.kind === "input" || isInput(graph, nodeId)) return nothing;
  const path = old.kind === "op" ? old.function : old.class_name;
  const before = find(path);
  if (path === entry.path) return nothing;
  const had = old.kind === "layer" ? old.config : {};
  const { config, lost } = likeConfig(had, entry, definitions);
  const named = old.kind === "layer" && baseName(old.name) !== before?.auto_name;
  const name = named ? old.name : freshName(graph, entry.auto_name);
  const made = newOperation(entry, name, config);
  const kept =
    made.kind === "layer" && old.kind === "layer"
      ? { ...made, dtype: old.dtype, trainable: old.trainable }
      : made;
  let wires = 0;
  const calls = callsOf(graph, id);
  let next = withGraph(design, graphId, (whole) => {
    const nodes = calls.map((call) => [call, bare(whole.nodes[call] as Call, before, entry)]);
    return {
      ...whole,
      operations: { ...whole.operations, [id]: kept },
      nodes: { ...whole.nodes, ...Object.fromEntries(nodes) },
    };
  });
  for (const call of calls) {
    for (const { label, value, number } of portsOf(design, graphId, call, find)) {
      const wired = value ?? number;
      if (wired === null) continue;
      const place = placeFor(portsOf(next, graphId, call, find), label, value === null);
      if (!place) wires += value === null ? 0 : 1;
      else {
        next = withGraph(next, graphId, (whole) => {
          const node = withArgument(whole.nodes[call] as Call, place.pointer, wired);
          return { ...whole, nodes: { ...whole.nodes, [call]: node } };
        });
      }
    }
  }
  return { design: next, wires, arguments: lost };
}

/** The place of the same name, or else the next one that needs a tensor. */
function placeFor(places: PortPlace[], label: string, literal: boolean): PortPlace | undefined {
  const open = places.filter(
    (place) => place.value === null && place.number === null && (!literal || place.literal),
  );
  return (
    open.find((place) => place.label === label) ??
    open.find(({ required, many }) => required || many)
  );
}

/** A call of the new class with the literals that it takes, and no tensors yet. */
function bare(node: Call, before: Entry | undefined, after: Entry): Call {
  let call: Call = { ...node, args: emptyArguments(after.ports), kwargs: {} };
  for (const [name, schema] of Object.entries(before?.call_schema.properties ?? {})) {
    const value =
      typeof schema.position === "number" ? node.args[schema.position] : lookup(node.kwargs, name);
    const like = lookup(after.call_schema.properties ?? {}, name);
    if (value === undefined || like === undefined || holdsPlaces(value)) continue;
    const { position } = like;
    call = withArgument(
      call,
      typeof position === "number" ? `/args/${position}` : `/kwargs/${name}`,
      value,
    );
  }
  return call;
}

function holdsPlaces(argument: Argument): boolean {
  return [...walk(argument)].some(([, leaf]) => isTensor(leaf) || isMissing(leaf));
}

/** What a new class is made with: what it starts with, and what the old one had, where that fits. */
function likeConfig(had: Config, entry: Entry, definitions: Definitions) {
  const properties = entry.schema.properties ?? {};
  const config: Config = starterConfig(entry);
  const lost: string[] = [];
  for (const [name, value] of Object.entries(had)) {
    const like = Object.hasOwn(properties, name) ? name : (lookup(ALIKE, name) ?? name);
    const schema = lookup(properties, like);
    if (schema === undefined || !fits(schema, value, definitions)) lost.push(name);
    else if ("default" in schema && sameJson(schema.default, value)) delete config[like];
    else config[like] = value;
  }
  const order = Object.keys(properties);
  const sorted = Object.entries(config).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return { config: Object.fromEntries(sorted), lost };
}

/** Whether a value is of a kind that a schema allows; its limits are for the form to say. */
function fits(schema: JsonSchema, value: unknown, definitions: Definitions): boolean {
  const { $ref, anyOf, enum: values, type } = schema;
  if (typeof $ref === "string") {
    const target = lookup(definitions, $ref.slice($ref.lastIndexOf("/") + 1));
    return target === undefined || fits(target, value, definitions);
  }
  if (Array.isArray(anyOf)) {
    return anyOf.some((option) => fits(option as JsonSchema, value, definitions));
  }
  if (Array.isArray(values)) return values.some((one) => sameJson(one, value));
  if (type === undefined) return true;
  const types = Array.isArray(type) ? type : [type];
  if (!types.some((one) => isOf(one, value))) return false;
  if (!Array.isArray(value)) return true;
  const { items, minItems, maxItems } = schema;
  const long = typeof minItems !== "number" || value.length >= minItems;
  const short = typeof maxItems !== "number" || value.length <= maxItems;
  const each = items as JsonSchema | undefined;
  return long && short && value.every((item) => !each || fits(each, item, definitions));
}

function isOf(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object")
    return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
