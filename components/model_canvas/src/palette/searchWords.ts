/** What people type for a function besides its name: its operator, and the usual words. */

import { lookup } from "../../../shared/document";
import { GET_ITEM, OPERATORS, SIGNS } from "../view/opText";

/** Words by function; one that is the name of another function means that one, too. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  [GET_ITEM]: ["index", "indexing", "slice", "slicing", "getitem", "subscript", "select"],
  "keras.ops.true_divide": ["divide", "division"],
  "keras.ops.add": ["plus", "residual"],
  "keras.ops.amax": ["reduce_max"],
  "keras.ops.cast": ["astype", "dtype"],
  "keras.ops.concatenate": ["concat", "cat", "join"],
  "keras.ops.equal": ["==", "compare"],
  "keras.ops.expand_dims": ["unsqueeze", "newaxis"],
  "keras.ops.logical_not": ["not", "invert"],
  "keras.ops.logical_and": ["and"],
  "keras.ops.logical_or": ["or"],
  "keras.ops.matmul": ["product", "mm", "bmm"],
  "keras.ops.mean": ["average", "reduce_mean"],
  "keras.ops.multiply": ["times", "mul"],
  "keras.ops.negative": ["neg", "minus"],
  "keras.ops.not_equal": ["!="],
  "keras.ops.power": ["pow", "exponent"],
  "keras.ops.prod": ["product", "reduce_prod"],
  "keras.ops.reshape": ["view", "flatten"],
  "keras.ops.square": ["power"],
  "keras.ops.subtract": ["minus", "difference", "sub"],
  "keras.ops.sum": ["reduce_sum", "total"],
  "keras.ops.tile": ["repeat"],
  "keras.ops.transpose": ["permute"],
  "keras.ops.where": ["if", "choose", "condition"],
};

/** The usual words for a function. */
export function wordsOf(path: string): readonly string[] {
  return lookup(WORDS, path) ?? [];
}

/**
 * Whether a text writes a function as an operator: `+`, `x + y`, `/ 255`, `-x`, `[:, 0]`. Blanks do
 * not matter.
 */
export function isWritten(path: string, text: string): boolean {
  const plain = text.replace(/\s/g, "");
  if (path === GET_ITEM) return /^[a-z]?\[[^\]]*\]?$/i.test(plain);
  const [, sign] = NEGATION.exec(plain) ?? [];
  if (sign !== undefined) return lookup(SIGNS, path) === sign;
  const operator = lookup(OPERATORS, path);
  return operator !== undefined && operator === OPERATION.exec(plain)?.[1];
}

const NEGATION = /^(-(?=[a-z])|~)(?:[a-z]\w*)?$/i;
const OPERAND = "(?:[a-z]\\w*|-?[\\d.]+)?";
const OPERATION = new RegExp(`^${OPERAND}([-+*/%@<>&|=]{1,2})${OPERAND}$`, "i");
