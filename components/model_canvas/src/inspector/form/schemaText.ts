/** What an argument may be, in words: "a positive integer", "a list of 2 numbers or None". */

import type { JsonSchema } from "../../../../shared/catalogue";
import {
  accepts,
  alternatives,
  type Definitions,
  itemsOf,
  layerPaths,
  objectOption,
  resolved,
  typesOf,
} from "./argumentKind";
import { formatItem } from "./pythonLiterals";

const FEW = 6;

/** Describe what a schema takes, with an article. */
export function describeSchema(schema: JsonSchema, definitions: Definitions): string {
  const options = alternatives(schema, definitions).filter(
    (option) => option.title !== "other spelling",
  );
  const phrases = options
    .map((option) => phrase(option, definitions))
    .filter((text) => text !== "");
  // Where None is the default, an empty field says it.
  const usual = resolved(schema, definitions).default;
  const nullable = usual !== null && options.some((option) => accepts(option, "null"));
  const all = [...new Set(nullable ? [...phrases, "None"] : phrases)];
  return all.length === 0 ? "something else" : joined(all);
}

function phrase(option: JsonSchema, definitions: Definitions): string {
  if (option.enum) return choice(option.enum.filter((value) => value !== null));
  if (objectOption(option).length > 0) return "";
  if (layerPaths(option).length > 0) return "a layer";
  const types = typesOf(option).filter((type) => type !== "null");
  return joined(types.map((type) => typePhrase(type, option, definitions)));
}

function typePhrase(type: string, option: JsonSchema, definitions: Definitions): string {
  if (type === "integer") return `${bounded("integer", option)}`;
  if (type === "number") return `${bounded("number", option)}`;
  if (type === "boolean") return "True or False";
  if (type === "string") return "text";
  if (type === "array") return list(option, definitions);
  return "an object";
}

function bounded(noun: string, { minimum, maximum }: JsonSchema): string {
  const article = noun === "integer" ? "an" : "a";
  if (typeof minimum === "number" && typeof maximum === "number") {
    return `${article} ${noun} between ${minimum} and ${maximum}`;
  }
  if (minimum === 1 && noun === "integer") return "a positive integer";
  if (typeof minimum === "number") return `${article} ${noun} of at least ${minimum}`;
  if (typeof maximum === "number") return `${article} ${noun} of at most ${maximum}`;
  return `${article} ${noun}`;
}

function list(option: JsonSchema, definitions: Definitions): string {
  const items = alternatives(itemsOf(option, definitions), definitions);
  const nouns = [...new Set(items.map(plural).filter((text) => text !== ""))];
  const what = nouns.length > 0 ? ` of ${count(option)}${nouns.join(" or ")}` : "";
  return `a list${what}`;
}

function count({ minItems, maxItems }: JsonSchema): string {
  if (typeof minItems !== "number" || minItems !== maxItems) return "";
  return `${minItems} `;
}

function plural(item: JsonSchema): string {
  const [type] = typesOf(item).filter((name) => name !== "null");
  const orNone = typesOf(item).includes("null") ? " or Nones" : "";
  if (type === "integer") return `${item.minimum === 1 ? "positive " : ""}integers${orNone}`;
  if (type === "number") return `numbers${orNone}`;
  if (type === "string") return "texts";
  if (type === "array") return "lists";
  return layerPaths(item).length > 0 ? "layers" : "";
}

function choice(values: unknown[]): string {
  if (values.length > FEW) return "one of the names in the list";
  return joined(values.map(formatItem));
}

function joined(parts: string[]): string {
  if (parts.length < 2) return parts[0] ?? "";
  return `${parts.slice(0, -1).join(", ")} or ${parts.at(-1)}`;
}
