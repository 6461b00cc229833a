/** What is wrong with a configuration, argument by argument, in sentences that continue its name. */

import { type Schema, validate } from "@cfworker/json-schema";
import type { Catalogue, JsonSchema } from "../../../../shared/catalogue";
import { lookup } from "../../../../shared/document";
import {
  evaluated,
  expressionProblem,
  isExpression,
  mapExpressions,
} from "../../document/blocks/expression";
import { isReference } from "../../document/sharedOperations";
import {
  alternatives,
  type Definitions,
  itemsOf,
  kindOf,
  layerPaths,
  objectOption,
  resolved,
  typesOf,
} from "./argumentKind";
import { formatItem } from "./pythonLiterals";
import { describeSchema } from "./schemaText";

/** One wrong argument: `path` leads to it through nested objects. */
export interface Problem {
  path: (string | number)[];
  /** "must be a positive integer, got -3". */
  message: string;
}

/** Values of the parameters of the block around, or null outside of blocks. */
type Parameters = Readonly<Record<string, unknown>> | null;

/**
 * The problems of an object of arguments, such as a layer's configuration.
 *
 * @param parameters What arguments may depend on: they are checked with these values.
 */
export function configProblems(
  schema: JsonSchema,
  config: Record<string, unknown>,
  catalogue: Pick<Catalogue, "definitions" | "entries">,
  parameters: Parameters = null,
): Problem[] {
  const properties = schema.properties ?? {};
  const needed = (schema.required ?? [])
    .filter((name) => config[name] === undefined)
    .map((name): Problem => ({ path: [name], message: "is needed" }));
  const wrong = Object.entries(config).flatMap(([name, value]) => {
    const property = lookup(properties, name);
    if (value === undefined || property === undefined) return [];
    return valueProblems(property, value, catalogue, parameters).map(
      ({ path, message }): Problem => ({ path: [name, ...path], message }),
    );
  });
  return [...needed, ...wrong];
}

/** The problems of one value; those of a nested object at their own places. */
function valueProblems(
  schema: JsonSchema,
  value: unknown,
  catalogue: Pick<Catalogue, "definitions" | "entries">,
  parameters: Parameters,
): Problem[] {
  const { definitions } = catalogue;
  if (isExpression(value))
    return expressionProblems(schema, value.expression, catalogue, parameters);
  const options = alternatives(schema, definitions);
  if (kindOf(schema, definitions).kind === "index") {
    if (typeof value !== "string") return [];
    return [{ path: [], message: "must be an index as in Python, such as :, 0 or ..., -1" }];
  }
  if (isInstance(value)) {
    const config = configSchema(options, value.class_name, catalogue);
    if (config === null) return [wrong(schema, value, definitions)];
    return configProblems(config, value.config ?? {}, catalogue, parameters).map(
      ({ path, message }): Problem => ({ path: ["config", ...path], message }),
    );
  }
  // What it stands for has a form of its own, and the analysis says where it does not fit.
  if (isReference(value)) return [];
  const lists = options.filter((option) => typesOf(option).includes("array"));
  if (
    Array.isArray(value) &&
    value.some((item) => isInstance(item) || isReference(item)) &&
    lists[0]
  ) {
    const items = itemsOf(lists[0], definitions);
    return value.flatMap((item, index) =>
      valueProblems(items, item, catalogue, parameters).map(
        ({ path, message }): Problem => ({ path: [index, ...path], message }),
      ),
    );
  }
  const known = mapExpressions(value, (text) => evaluated(text, parameters ?? {})?.value ?? null);
  return isValid(schema, known, definitions) ? [] : [wrong(schema, known, definitions)];
}

/** The problems of an argument that depends on parameters, whose values decide whether it fits. */
function expressionProblems(
  schema: JsonSchema,
  text: string,
  catalogue: Pick<Catalogue, "definitions" | "entries">,
  parameters: Parameters,
): Problem[] {
  if (parameters === null) {
    return [
      { path: [], message: `depends on ${text}: only inside of a block are there parameters` },
    ];
  }
  const message = expressionProblem(text, Object.keys(parameters));
  if (message !== null) return [{ path: [], message }];
  const found = evaluated(text, parameters);
  if (found === null) {
    return [{ path: [], message: `cannot be worked out of ${text} with the defaults` }];
  }
  return valueProblems(schema, found.value, catalogue, null).map((problem) => ({
    ...problem,
    message: `${problem.message} (${text})`,
  }));
}

/** The schema of the configuration of an object argument of a class, or null if it is not allowed. */
export function configSchema(
  options: JsonSchema[],
  path: string,
  { entries }: Pick<Catalogue, "entries">,
): JsonSchema | null {
  for (const option of options) {
    const [object] = objectOption(option);
    if (object?.path === path) return object.config;
    if (layerPaths(option).includes(path)) return lookup(entries, path)?.schema ?? {};
  }
  return null;
}

/** An object argument in its JSON form. */
export interface Instance {
  class_name: string;
  config?: Record<string, unknown>;
}

export function isInstance(value: unknown): value is Instance {
  return (
    typeof value === "object" &&
    value !== null &&
    "class_name" in value &&
    typeof value.class_name === "string"
  );
}

const lookups = new WeakMap<Definitions, Record<string, Schema>>();

function isValid(schema: JsonSchema, value: unknown, definitions: Definitions): boolean {
  let known = lookups.get(definitions);
  if (known === undefined) {
    const pairs = Object.entries(definitions).map(([name, item]) => [`#/$defs/${name}`, item]);
    known = Object.fromEntries(pairs) as Record<string, Schema>;
    lookups.set(definitions, known);
  }
  return validate(value, resolved(schema, definitions) as Schema, "2020-12", known).valid;
}

function wrong(schema: JsonSchema, value: unknown, definitions: Definitions): Problem {
  return {
    path: [],
    message: `must be ${describeSchema(schema, definitions)}, got ${shown(value)}`,
  };
}

function shown(value: unknown): string {
  const text = formatItem(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
