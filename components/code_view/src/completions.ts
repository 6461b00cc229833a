/** What may stand at the cursor: layers and functions of Keras, their arguments and values. */

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { bus } from "../../shared/bus";
import type { Catalogue, Entry, JsonSchema } from "../../shared/catalogue";

const MEMBER = /\b(?:keras\.)?(layers|ops|applications)\.(\w*)$/;
const CALLEE = /\b(?:keras\.)?((?:layers|ops|applications)\.\w+|Input)$/;
const VALUE = /\b(\w+)\s*=\s*(["']?)(\w*)$/;

/** Arguments that every layer takes besides its own. */
const OF_LAYERS = ["name", "dtype", "trainable"];

/** A call is looked for at most so far before the cursor; nothing is asked of longer texts. */
const FARTHEST = 2000;

/**
 * Offer what the catalogue knows.
 *
 * @param context Where the cursor is, and whether it was asked for.
 * @param catalogue What Keras has; the page's own by default.
 */
export function complete(
  context: CompletionContext,
  catalogue: Catalogue | undefined = bus().last("catalogue")?.catalogue,
): CompletionResult | null {
  if (!catalogue || isText(context)) return inString(context, catalogue);
  const member = context.matchBefore(MEMBER);
  if (member) return members(catalogue, member.text, context.pos);
  const call = calledAt(context, catalogue);
  if (call === null) return null;
  const value = context.matchBefore(VALUE);
  if (value) return values(catalogue, call.entry, value.text, context.pos);
  const word = context.matchBefore(/\w*$/);
  if (word === null || (word.text === "" && !context.explicit)) return null;
  const before = context.state.sliceDoc(call.from, word.from).trimEnd().at(-1);
  if (before !== "(" && before !== ",") return null;
  return { from: word.from, options: argumentsOf(call), validFor: /^\w*$/ };
}

/** Whether the cursor is in a comment or a string. */
function isText({ state, pos }: CompletionContext): boolean {
  return /^(Comment|String|FormatString)$/.test(syntaxTree(state).resolveInner(pos, -1).name);
}

function inString(context: CompletionContext, catalogue?: Catalogue): CompletionResult | null {
  if (!catalogue || syntaxTree(context.state).resolveInner(context.pos, -1).name === "Comment") {
    return null;
  }
  const value = context.matchBefore(VALUE);
  const call = value && calledAt(context, catalogue);
  return call ? values(catalogue, call.entry, value.text, context.pos) : null;
}

function members(catalogue: Catalogue, text: string, pos: number): CompletionResult | null {
  const found = MEMBER.exec(text);
  if (!found) return null;
  const home = `keras.${found[1]}.`;
  const options = Object.values(catalogue.entries)
    .filter(({ path }) => path.startsWith(home))
    .map(
      ({ path, summary }): Completion => ({
        label: path.slice(home.length),
        info: summary,
        type: found[1] === "ops" ? "function" : "class",
      }),
    );
  return { from: pos - (found[2]?.length ?? 0), options, validFor: /^\w*$/ };
}

interface Called {
  entry: Entry;
  /** Where its arguments begin. */
  from: number;
  /** The names that it is given already. */
  given: Set<string>;
}

/** The innermost call around the cursor whose callee the catalogue has. */
function calledAt({ state, pos }: CompletionContext, catalogue: Catalogue): Called | null {
  for (let node = syntaxTree(state).resolveInner(pos, -1); node.parent; node = node.parent) {
    if (node.name !== "ArgList" || node.from >= pos || pos - node.from > FARTHEST) continue;
    const callee = CALLEE.exec(state.sliceDoc(Math.max(0, node.from - 80), node.from));
    const entry = callee ? catalogue.find(`keras.${callee[1]}`) : undefined;
    if (!entry) return null;
    const given = new Set<string>();
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.name === "VariableName" && child.nextSibling?.name === "AssignOp") {
        given.add(state.sliceDoc(child.from, child.to));
      }
    }
    return { entry, from: node.from, given };
  }
  return null;
}

function argumentsOf({ entry, given }: Called): Completion[] {
  const schema = entry.kind === "op" ? entry.call_schema : entry.schema;
  const own = Object.entries(schema.properties ?? {});
  const all = entry.kind === "op" ? own : [...own, ...OF_LAYERS.map((name) => [name, {}] as const)];
  return all
    .filter(([name]) => !given.has(name))
    .map(([name, about], index): Completion => {
      const { description, default: usual } = about as JsonSchema;
      return {
        label: `${name}=`,
        type: "property",
        boost: -index,
        ...(usual === undefined ? {} : { detail: shown(usual) }),
        ...(description ? { info: description } : {}),
      };
    });
}

function values(
  catalogue: Catalogue,
  entry: Entry,
  text: string,
  pos: number,
): CompletionResult | null {
  const found = VALUE.exec(text);
  const schema = found?.[1] ? entry.schema.properties?.[found[1]] : undefined;
  if (!found || !schema) return null;
  const [, , quote = "", begun = ""] = found;
  const options = choices(catalogue, schema)
    .filter((value) => typeof value === "string" || quote === "")
    .map((value): Completion => {
      const label = typeof value === "string" ? (quote ? value : `"${value}"`) : shown(value);
      return { label, type: "constant" };
    });
  if (options.length === 0) return null;
  return { from: pos - begun.length, options, validFor: /^"?\w*$/ };
}

/** The values that a schema lists, wherever in it. */
function choices({ definitions }: Catalogue, schema: JsonSchema): unknown[] {
  const found = new Set<unknown>();
  const pending: JsonSchema[] = [schema];
  for (let steps = 0; pending.length > 0 && steps < 50; steps += 1) {
    const { enum: listed, const: only, anyOf, oneOf, $ref } = pending.pop() as JsonSchema;
    for (const value of listed ?? []) found.add(value);
    if (only !== undefined) found.add(only);
    for (const each of [anyOf, oneOf]) if (Array.isArray(each)) pending.push(...each);
    const shared = typeof $ref === "string" ? definitions[$ref.replace("#/$defs/", "")] : undefined;
    if (shared) pending.push(shared);
  }
  return [...found].filter((value) => value !== null);
}

/** A value as Python writes it. */
function shown(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? `"${value}"` : JSON.stringify(value);
}
