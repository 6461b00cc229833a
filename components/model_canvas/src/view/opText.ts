/** How a call of a function reads on its node: `x + 3`, `x[:, 0]`, `mean(axis=1)`. */

import type { Entry } from "../../../shared/catalogue";
import { type Argument, type Call, lookup } from "../../../shared/document";
import { isMissing, isTensor, walk } from "../document/argument";
import { formatIndex } from "../document/indexText";
import { literalText } from "./displayText";

/** Functions for which Python has an operator; where the two are the same, the code has it too. */
export const OPERATORS: Readonly<Record<string, string>> = {
  "keras.ops.add": "+",
  "keras.ops.subtract": "-",
  "keras.ops.multiply": "*",
  "keras.ops.true_divide": "/",
  "keras.ops.floor_divide": "//",
  "keras.ops.mod": "%",
  "keras.ops.power": "**",
  "keras.ops.matmul": "@",
  "keras.ops.less": "<",
  "keras.ops.less_equal": "<=",
  "keras.ops.greater": ">",
  "keras.ops.greater_equal": ">=",
  "keras.ops.logical_and": "&",
  "keras.ops.logical_or": "|",
};

export const SIGNS: Readonly<Record<string, string>> = {
  "keras.ops.negative": "-",
  "keras.ops.logical_not": "~",
};

export const GET_ITEM = "keras.ops.get_item";

/** What is written on a node. */
export interface OpText {
  /** The whole expression, or the function's name where there is no room for more. */
  title: string;
  /** What the title has no room for. */
  summary: string;
  /** Its inputs go by their places, left and right of the operator, and need no names. */
  operator: boolean;
}

/** Up to this many characters a title stands on one line of the widest node. */
const LONGEST = 19;

/**
 * The expression of one call.
 *
 * @param path Public path of the function.
 * @param name Its last part.
 */
export function opText(node: Call, path: string, name: string, entry: Entry | undefined): OpText {
  const expression = operation(node, path);
  if (expression !== null && expression.length <= LONGEST) {
    return { title: expression, summary: "", operator: true };
  }
  const literals = argumentTexts(node, entry).join(", ");
  const title = literals === "" ? name : `${name}(${literals})`;
  if (title.length <= LONGEST) return { title, summary: "", operator: false };
  return { title: name, summary: literals, operator: false };
}

/** A sign for the palette: `x + y`. */
export function signOf(path: string): string {
  const [binary, unary] = [lookup(OPERATORS, path), lookup(SIGNS, path)];
  if (binary !== undefined) return `x ${binary} y`;
  if (unary !== undefined) return `${unary}x`;
  return path === GET_ITEM ? "x[…]" : "";
}

function operation(node: Call, path: string): string | null {
  const unary = lookup(SIGNS, path);
  if (unary !== undefined) return `${unary}x`;
  if (path === GET_ITEM) return `x[${indexText(lookup(node.kwargs, "key") ?? node.args[1])}]`;
  const binary = lookup(OPERATORS, path);
  if (binary === undefined || node.args.length !== 2) return null;
  const [left = "", right = ""] = operands(node.args);
  return `${left} ${binary} ${right}`;
}

function indexText(key: Argument | undefined): string {
  if (key === undefined || isMissing(key)) return " ";
  const whole = [...walk(key)].every(([, leaf]) => !isTensor(leaf) && !isMissing(leaf));
  return whole ? formatIndex(key) : "…";
}

/** Numbers as they are; of tensors `x`, or `a` and `b`. */
function operands(args: readonly Argument[]): string[] {
  const texts = args.map(literalText);
  const alone = texts.filter((text) => text === null).length === 1;
  return texts.map((text, index) => text ?? (alone ? "x" : "ab"[index]) ?? "x");
}

/** Literals; with those in a tensor's place, as in `maximum(x, 0)`, the tensors beside them. */
function argumentTexts(node: Call, entry: Entry | undefined): string[] {
  const places = new Set(entry?.ports.map(({ position }) => position));
  const texts = node.args.map(literalText);
  const among = texts.some((text, index) => text !== null && places.has(index));
  const positional = among ? operands(node.args) : texts.filter((text) => text !== null);
  const required = entry?.call_schema.required ?? [];
  const named = Object.entries(node.kwargs).flatMap(([key, value]) => {
    const text = literalText(value);
    if (text === null) return [];
    return required.includes(key) ? [text] : [`${key}=${text}`];
  });
  return [...positional, ...named];
}
