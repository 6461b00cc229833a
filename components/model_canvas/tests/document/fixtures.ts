/** Catalogue entries and designs that the tests of the document functions share. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Entry, Port } from "../../../shared/catalogue";
import { type Argument, type Design, emptyDesign } from "../../../shared/document";
import { addNode } from "../../src/document/nodes";

const PORT: Port = {
  name: "inputs",
  required: true,
  position: 0,
  many: false,
  minimum: 1,
  maximum: null,
  labels: [],
  spread: false,
  literal: false,
  advanced: false,
  help: "",
};

function entry(
  path: string,
  kind: Entry["kind"],
  auto_name: string,
  ports: Partial<Port>[],
): Entry {
  return {
    path,
    name: path.slice(path.lastIndexOf(".") + 1),
    kind,
    category: kind === "op" ? "op" : "core",
    group: "",
    auto_name,
    summary: "",
    schema: { type: "object", properties: {} },
    ports: ports.map((port) => ({ ...PORT, ...port })),
    call_schema: { type: "object", properties: {} },
    highlights: [],
    leading: [],
    aliases: [],
  };
}

export const INPUT = entry("keras.Input", "input", "input_layer", []);
export const DENSE = entry("keras.layers.Dense", "layer", "dense", [{}]);
export const ADD = entry("keras.layers.Add", "layer", "add", [{ many: true, minimum: 2 }]);
export const LSTM = entry("keras.layers.LSTM", "layer", "lstm", [
  { name: "sequences" },
  { name: "initial_state", required: false, position: null, many: true },
  { name: "mask", required: false, position: null, advanced: true },
]);
export const ATTENTION = entry("keras.layers.MultiHeadAttention", "layer", "multi_head_attention", [
  { name: "query" },
  { name: "value", position: 1 },
  { name: "key", required: false, position: null },
]);
export const SCALED = entry("keras.layers.Attention", "layer", "attention", [
  { many: true, minimum: 2, maximum: 3, labels: ["query", "value", "key"] },
]);
export const OP_ADD = entry("keras.ops.add", "op", "add", [
  { name: "x1", literal: true },
  { name: "x2", position: 1, literal: true },
]);
export const MESHGRID = entry("keras.ops.meshgrid", "op", "meshgrid", [
  { name: "x", many: true, spread: true },
]);

export const ENTRIES = [INPUT, DENSE, ADD, LSTM, ATTENTION, SCALED, OP_ADD, MESHGRID];

export function find(path: string): Entry | undefined {
  return ENTRIES.find((known) => known.path === path);
}

/** A design of the gallery that ships with the library. */
export function gallery(name: string): Design {
  const folder = join(import.meta.dirname, "../../../../model_codegen/gallery");
  return frozen(JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Design);
}

/** A design of unconnected nodes, ids as Keras would name them, side by side. */
export function designOf(...entries: Entry[]): Design {
  return frozen(
    entries.reduce(
      (design, item, index) => addNode(design, "main", item, [index * 240, 0]).design,
      emptyDesign(),
    ),
  );
}

/** The arguments of a node of the main graph. */
export function args(design: Design, node: string): Argument[] {
  return design.main.nodes[node]?.args ?? [];
}

/** The same value, frozen all the way down: an edit that mutates its input throws. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) frozen(item);
  }
  return value;
}
