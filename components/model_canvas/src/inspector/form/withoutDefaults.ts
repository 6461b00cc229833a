/** Turns values from the form into those that the document holds. */

import type { Catalogue, JsonSchema } from "../../../../shared/catalogue";
import { lookup } from "../../../../shared/document";
import { sameJson } from "../../document/sameJson";
import { alternatives } from "./argumentKind";
import { configSchema, isInstance } from "./configProblems";

/** A value without the settings of nested objects that are unset or equal their defaults. */
export function tidied(
  schema: JsonSchema,
  value: unknown,
  catalogue: Pick<Catalogue, "definitions" | "entries">,
): unknown {
  if (Array.isArray(value)) {
    const [items] = alternatives(schema, catalogue.definitions).flatMap((option) =>
      option.items === undefined ? [] : [option.items as JsonSchema],
    );
    return items && value.some(isInstance)
      ? value.map((item) => tidied(items, item, catalogue))
      : value;
  }
  if (!isInstance(value)) return value;
  const options = alternatives(schema, catalogue.definitions);
  const properties = configSchema(options, value.class_name, catalogue)?.properties ?? {};
  const kept = Object.entries(value.config ?? {}).flatMap(([name, item]) => {
    const property = lookup(properties, name);
    if (item === undefined) return [];
    const inner = property ? tidied(property, item, catalogue) : item;
    const usual = property !== undefined && "default" in property;
    return usual && sameJson(inner, property.default) ? [] : [[name, inner] as const];
  });
  return { ...value, config: Object.fromEntries(kept) };
}
