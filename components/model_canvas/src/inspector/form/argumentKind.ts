/** The kind of field that an argument needs, worked out from its JSON Schema in the catalogue. */

import type { JsonSchema } from "../../../../shared/catalogue";

/** Schemas that `{"$ref": "#/$defs/…"}` points at, by name. */
export type Definitions = Record<string, JsonSchema>;

/** An object argument, such as an initializer: its class and the schema of its configuration. */
export interface ObjectOption {
  path: string;
  config: JsonSchema;
}

/** How an argument is asked for. */
export type Kind =
  | { kind: "boolean" }
  | { kind: "select"; values: unknown[] }
  /** One of some names, or an object with a configuration of its own. */
  | { kind: "choice"; values: unknown[]; objects: ObjectOption[]; layers: string[] }
  /** A layer or cell inside another. */
  | { kind: "layer"; layers: string[]; nullable: boolean }
  | { kind: "layers"; layers: string[]; single: boolean }
  /** An object with fields of its own. */
  | { kind: "object"; schema: JsonSchema }
  | { kind: "text"; examples: string[] }
  /** Python's index, with slices: an argument about which the catalogue says nothing. */
  | { kind: "index" }
  /** Numbers, lists and whatever else can be written down; `strings`: also a bare word. */
  | { kind: "literal"; list: boolean; strings: boolean };

const PREFIX = "#/$defs/";

/** A schema with its reference followed; what stands beside `$ref` wins. */
export function resolved(schema: JsonSchema, definitions: Definitions): JsonSchema {
  const { $ref, ...own } = schema;
  if (typeof $ref !== "string" || !$ref.startsWith(PREFIX)) return schema;
  const target = definitions[$ref.slice(PREFIX.length)];
  return target === undefined ? own : { ...resolved(target, definitions), ...own };
}

/** The alternatives of a schema, references followed. */
export function alternatives(schema: JsonSchema, definitions: Definitions): JsonSchema[] {
  const own = resolved(schema, definitions);
  if (!Array.isArray(own.anyOf)) return [own];
  return (own.anyOf as JsonSchema[]).flatMap((option) => alternatives(option, definitions));
}

/** How an argument with this schema is asked for. */
export function kindOf(schema: JsonSchema, definitions: Definitions): Kind {
  const options = alternatives(schema, definitions);
  const offered = options.filter((option) => option.title !== "other spelling");
  const values = unique(offered.flatMap((option) => option.enum ?? []));
  const objects = options.flatMap(objectOption);
  const layers = unique(options.flatMap(layerPaths));
  const lists = options.flatMap((option) =>
    isArray(option) ? [itemsOf(option, definitions)] : [],
  );
  const listed = unique(lists.flatMap((items) => layerPaths(items)));
  const nullable = options.some((option) => accepts(option, "null"));
  if (objects.length > 0 || (layers.length > 0 && values.length > 0)) {
    return {
      kind: "choice",
      values: nullable ? unique([null, ...values]) : values,
      objects,
      layers,
    };
  }
  if (listed.length > 0) return { kind: "layers", layers: listed, single: layers.length > 0 };
  if (layers.length > 0) return { kind: "layer", layers, nullable };
  if (values.length > 0 && options.every((option) => option.enum || option.type === "null")) {
    return { kind: "select", values: nullable ? unique([...values, null]) : values };
  }
  return plainKind(options, nullable);
}

function plainKind(options: JsonSchema[], nullable: boolean): Kind {
  const [first] = options;
  const types = unique(options.flatMap((option) => typesOf(option)));
  const known = types.filter((type) => type !== "null");
  if (known.length === 1 && known[0] === "boolean") {
    return nullable ? { kind: "select", values: [null, true, false] } : { kind: "boolean" };
  }
  if (known.length === 1 && known[0] === "string") {
    const examples = options.flatMap((option) => (option.examples as string[] | undefined) ?? []);
    return { kind: "text", examples };
  }
  if (known.length === 1 && known[0] === "object" && first?.properties) {
    return { kind: "object", schema: first };
  }
  if (types.length === 0 && options.every((option) => option.enum === undefined)) {
    return { kind: "index" };
  }
  const strings = types.includes("string") || options.some((option) => option.enum !== undefined);
  return { kind: "literal", list: known.every((type) => type === "array"), strings };
}

/** Whether a schema takes values of a type, as far as its own `type` says. */
export function accepts(schema: JsonSchema, type: string): boolean {
  if (schema.enum) return type === "null" && schema.enum.includes(null);
  return typesOf(schema).includes(type);
}

export function typesOf(schema: JsonSchema): string[] {
  if (schema.type === undefined) return [];
  return Array.isArray(schema.type) ? schema.type : [schema.type];
}

/** The schema of a list's items, reference followed. */
export function itemsOf(schema: JsonSchema, definitions: Definitions): JsonSchema {
  return resolved((schema.items as JsonSchema | undefined) ?? {}, definitions);
}

/** The object option that a schema is, if its class is fixed. */
export function objectOption(schema: JsonSchema): ObjectOption[] {
  const path = schema.properties?.class_name?.const;
  if (typeof path !== "string") return [];
  return [{ path, config: schema.properties?.config ?? { type: "object" } }];
}

/** The classes that a nested layer may have. */
export function layerPaths(schema: JsonSchema): string[] {
  return (schema.properties?.class_name?.enum as string[] | undefined) ?? [];
}

function isArray(schema: JsonSchema): boolean {
  return typesOf(schema).includes("array");
}

function unique<T>(items: T[]): T[] {
  return [...new Set(items)];
}
