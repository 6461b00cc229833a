/** The parameters of a block as arguments of a form, each as it is asked for where it is used. */

import type { Catalogue, JsonSchema } from "../../../../shared/catalogue";
import { type Graph, lookup } from "../../../../shared/document";
import { isExpression } from "../../document/blocks/expression";
import { parametersOf } from "../../document/blocks/parameterUses";
import { isInstance } from "./configProblems";

/** The schema of the parameters of a definition; their defaults are the definition's. */
export function parameterSchema(definition: Graph, catalogue: Catalogue | null): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const [name, usual] of Object.entries(parametersOf(definition))) {
    const found = catalogue && usedAs(definition, name, catalogue);
    const { default: _, advanced: __, ...schema } = found ?? plainSchema(usual);
    properties[name] = { ...schema, default: usual };
  }
  return { type: "object", properties };
}

/** The schema of the first argument that a parameter decides alone. */
function usedAs(definition: Graph, name: string, catalogue: Catalogue): JsonSchema | null {
  for (const operation of Object.values(definition.operations)) {
    if (operation.kind !== "layer") continue;
    const schema = catalogue.find(operation.class_name)?.schema;
    const found = schema && argumentNamed(schema, operation.config, name, catalogue);
    if (found) return found;
  }
  return null;
}

function argumentNamed(
  schema: JsonSchema,
  config: Readonly<Record<string, unknown>>,
  name: string,
  catalogue: Catalogue,
): JsonSchema | null {
  for (const [argument, value] of Object.entries(config)) {
    const property = lookup(schema.properties ?? {}, argument);
    if (property && isExpression(value) && value.expression.trim() === name) return property;
    if (!isInstance(value)) continue;
    const inner = catalogue.find(value.class_name)?.schema;
    const found = inner && argumentNamed(inner, value.config ?? {}, name, catalogue);
    if (found) return found;
  }
  return null;
}

/** Of a parameter that only stands in arithmetic, or nowhere: as its default is. */
function plainSchema(usual: unknown): JsonSchema {
  if (typeof usual === "boolean") return { type: "boolean" };
  if (typeof usual === "string") return { type: "string" };
  if (Number.isInteger(usual)) return { type: "integer" };
  if (typeof usual === "number") return { type: "number" };
  if (Array.isArray(usual)) return { type: "array" };
  return { type: ["number", "string", "boolean", "array", "null"] };
}
