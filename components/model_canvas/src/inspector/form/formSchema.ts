/**
 * A configuration's schema as the form library takes it: each argument opaque to the library, with
 * the name of the field that knows how to ask for it (see `fields/fieldsByKind.ts`). The library's
 * own way with `anyOf` is a choice between forms, which is not how anyone thinks of `kernel_size`.
 */

import type { RJSFSchema, UiSchema } from "@rjsf/utils";
import type { JsonSchema } from "../../../../shared/catalogue";
import { type Definitions, type Kind, kindOf, resolved } from "./argumentKind";

/** What the fields find in their `ui:options`. */
export interface ArgumentOptions {
  argument: JsonSchema;
  kind: Kind;
}

interface FormSchema {
  schema: RJSFSchema;
  uiSchema: UiSchema;
}

const known = new WeakMap<JsonSchema, Map<string, FormSchema>>();

/**
 * The form of an object of arguments.
 *
 * @param first Names of the arguments shown at once; the others stand under "More".
 */
export function formSchema(
  schema: JsonSchema,
  definitions: Definitions,
  first: readonly string[],
): FormSchema {
  const forms = known.get(schema) ?? new Map<string, FormSchema>();
  known.set(schema, forms);
  const key = first.join("\n");
  const made = forms.get(key) ?? makeForm(schema, definitions, first);
  forms.set(key, made);
  return made;
}

function makeForm(schema: JsonSchema, definitions: Definitions, first: readonly string[]) {
  const names = Object.keys(schema.properties ?? {});
  const properties: NonNullable<RJSFSchema["properties"]> = {};
  const uiSchema: UiSchema = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const argument = resolved(property, definitions);
    const kind = kindOf(property, definitions);
    properties[name] = { title: name };
    uiSchema[name] = { "ui:field": kind.kind, "ui:options": { argument, kind } };
  }
  const shown = first.filter((name) => names.includes(name));
  const advanced = (name: string) => (schema.properties?.[name]?.advanced === true ? 1 : 0);
  const rest = names
    .filter((name) => !shown.includes(name))
    .sort((a, b) => advanced(a) - advanced(b));
  uiSchema["ui:order"] = [...shown, ...rest];
  uiSchema["ui:options"] = { shown: shown.length };
  const required = schema.required ?? [];
  return { schema: { type: "object", properties, required } as RJSFSchema, uiSchema };
}

/** The arguments to show at once: those that are required, important (`highlights`) or set. */
export function firstArguments(
  schema: JsonSchema,
  highlights: readonly string[],
  config: Readonly<Record<string, unknown>>,
): string[] {
  const set = Object.keys(schema.properties ?? {}).filter((name) => Object.hasOwn(config, name));
  const usual = highlights.filter((name) => schema.properties?.[name]?.advanced !== true);
  return [...new Set([...(schema.required ?? []), ...usual, ...set])];
}
