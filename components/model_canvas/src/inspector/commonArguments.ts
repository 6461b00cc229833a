/** What the layers of several nodes have in common: arguments of one name and one meaning. */

import type { Entry, JsonSchema } from "../../../shared/catalogue";
import type { Layer } from "../../../shared/document";
import { lookup } from "../../../shared/document";
import { sameJson } from "../document/sameJson";
import { isReference } from "../document/sharedOperations";
import type { Config } from "../document/types";

export interface Known {
  operation: Layer;
  entry: Entry;
}

export interface Common {
  schema: JsonSchema;
  /** What all of them have set alike. */
  values: Config;
  /** The values of what they have set differently. */
  mixed: ReadonlyMap<string, readonly unknown[]>;
  highlights: string[];
}

/** The arguments that all layers have, with values of the same kind. */
export function commonArguments(layers: readonly Known[]): Common {
  const [first, ...others] = new Set(layers.map(({ entry }) => entry));
  const properties: Record<string, JsonSchema> = {};
  const values: Config = {};
  const mixed = new Map<string, readonly unknown[]>();
  for (const [name, schema] of Object.entries(first?.schema.properties ?? {})) {
    const theirs = others.map((entry) => lookup(entry.schema.properties ?? {}, name));
    if (!theirs.every((other) => other && sameKind(schema, other))) continue;
    const set = layers.map((layer) => settingOf(layer, name));
    if (set.some(isReference)) continue;
    const { default: usual, ...rest } = schema;
    const alike = theirs.every((other) => sameJson(other?.default, usual));
    properties[name] = alike ? schema : rest;
    const different: unknown[] = [];
    for (const value of set) {
      if (!different.some((one) => sameJson(one, value))) different.push(value);
    }
    const [value] = different;
    if (different.length > 1) mixed.set(name, different);
    else if (value !== undefined && !(alike && sameJson(value, usual))) values[name] = value;
  }
  const all = [first, ...others].flatMap((entry) => entry?.schema.required ?? []);
  const required = [...new Set(all)].filter((name) => Object.hasOwn(properties, name));
  const highlights = first?.highlights.filter((name) => Object.hasOwn(properties, name));
  return {
    // What they have set differently is not lacking.
    schema: {
      type: "object",
      properties,
      required: required.filter((name) => Object.hasOwn(values, name)),
    },
    values,
    mixed,
    highlights: [...new Set([...(highlights ?? []), ...required, ...mixed.keys()])],
  };
}

function settingOf({ operation, entry }: Known, name: string): unknown {
  const value = lookup(operation.config, name);
  return value === undefined ? lookup(entry.schema.properties ?? {}, name)?.default : value;
}

/** Whether two arguments take the same values, whatever is said of them. */
function sameKind(one: JsonSchema, other: JsonSchema): boolean {
  return sameJson(bare(one), bare(other));
}

function bare({ description: _, default: __, title: ___, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
