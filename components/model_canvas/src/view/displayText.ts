/** How figures and configurations are written on the canvas. */

import type { Catalogue, Entry } from "../../../shared/catalogue";
import type { Argument, Call, TensorSpec } from "../../../shared/document";
import { isExpression } from "../document/blocks/expression";
import { lastStep } from "../document/graphAccess";
import { isReference } from "../document/sharedOperations";
import type { Config } from "../document/types";

const MUCH = 40;

/** Made once: `toLocaleString` looks the language up each time, thirty times as long. */
const NUMBERS = new Intl.NumberFormat("en-US");

/** `(None, 28, 28, 1)`, as Keras prints a shape. */
export function shapeText(shape: readonly (number | null)[]): string {
  const parts = shape.map((size) => (size === null ? "None" : String(size)));
  return parts.length === 1 ? `(${parts[0]},)` : `(${parts.join(", ")})`;
}

/** A tensor's shape, with its dtype unless that is the usual one. */
export function tensorText({ shape, dtype }: TensorSpec): string {
  return dtype === "float32" ? shapeText(shape) : `${shapeText(shape)} ${dtype}`;
}

/** `218,058`, however much it is. */
export function exactText(value: number): string {
  return NUMBERS.format(value);
}

/** `218,058`; from a thousand million on `175.2 B`, since a node has no room for more. */
export function countText(count: number): string {
  if (count < 1e9) return exactText(count);
  if (count < 1e12) return `${(count / 1e9).toPrecision(4)} B`;
  return `${(count / 1e12).toLocaleString("en-US", { maximumSignificantDigits: 4 })} T`;
}

/** What the operations are called that a configuration refers to, by id. */
type Names = ReadonlyMap<string, string>;

/** The arguments that matter, most important first: `32 · 3×3 · same · relu`. */
export function configText(
  entry: Entry | undefined,
  config: Config,
  catalogue: Catalogue | null,
  names: Names = new Map(),
): string {
  const order = entry ? entry.highlights : Object.keys(config);
  return order
    .filter((name) => Object.hasOwn(config, name))
    .map((name) => settingText(name, config[name], entry, catalogue, names))
    .filter((text) => text !== "")
    .join(" · ");
}

/** What a block has other values of than its definition says: `filters=128 · rate=0.1`. */
export function argumentsText(values: Config): string {
  return Object.entries(values)
    .map(([name, value]) => {
      const text = value === null ? "None" : valueText(value, null, new Map());
      return `${name}=${text}`;
    })
    .join(" · ");
}

/** The literals of a call: `axis=-1 · training=False`. */
export function literalsText(node: Call): string {
  const positional = node.args.map((argument) => literalText(argument));
  const named = Object.entries(node.kwargs).map(([name, argument]) => {
    const text = literalText(argument);
    return text === null ? null : `${name}=${text}`;
  });
  return [...positional, ...named].filter((text) => text !== null).join(" · ");
}

function settingText(
  name: string,
  value: unknown,
  entry: Entry | undefined,
  catalogue: Catalogue | null,
  names: Names,
): string {
  if (value === null) return "";
  if (value === true) return name;
  if (value === false) return `no ${name}`;
  const text = valueText(value, catalogue, names);
  const named = isExpression(value) || !isObject(value);
  const bare = typeof value === "string" || entry?.leading.includes(name) || !named;
  return bare ? text : `${name}=${text}`;
}

function valueText(value: unknown, catalogue: Catalogue | null, names: Names): string {
  if (Array.isArray(value)) {
    const sizes = value.length > 1 && value.every((item) => Number.isInteger(item) && item > 0);
    if (sizes) return value.join("×");
    const items = value.map((item) => (item === null ? "None" : valueText(item, catalogue, names)));
    return `(${items.join(", ")})`;
  }
  if (isReference(value)) return names.get(value.operation) ?? value.operation;
  if (isExpression(value)) return value.expression;
  if (isObject(value)) {
    const path = typeof value.class_name === "string" ? value.class_name : "";
    const config = isObject(value.config) ? value.config : {};
    const inner = configText(catalogue?.find(path), config, catalogue, names);
    return inner === "" ? lastStep(path) : `${lastStep(path)} ${inner}`;
  }
  return shortened(String(value));
}

/** A call argument as Python would write it, or null if tensors stand in it. */
export function literalText(argument: Argument): string | null {
  if (argument === null) return "None";
  if (typeof argument === "boolean") return argument ? "True" : "False";
  if (typeof argument === "number") return String(argument);
  if (typeof argument === "string") return shortened(JSON.stringify(argument));
  if (Array.isArray(argument)) return listText(argument, "[", "]");
  if ("tuple" in argument) return listText(argument.tuple, "(", ")");
  if ("ellipsis" in argument) return "...";
  if ("float" in argument) return argument.float;
  if ("expression" in argument) return shortened(argument.expression);
  if ("slice" in argument) {
    const parts = argument.slice.map((part) => (part === null ? "" : literalText(part)));
    return parts.includes(null) ? null : parts.slice(0, parts[2] === "" ? 2 : 3).join(":");
  }
  return null;
}

function listText(items: Argument[], open: string, close: string): string | null {
  const texts = items.map(literalText);
  if (texts.length === 0 || texts.includes(null)) return null;
  return shortened(`${open}${texts.join(", ")}${close}`);
}

function shortened(text: string): string {
  return text.length > MUCH ? `${text.slice(0, MUCH - 1)}…` : text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
