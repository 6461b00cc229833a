/**
 * What a tensor may go into, before Keras is asked: a guess for an order of what is offered, by the
 * rank that a class has in its name and by what kind of values its category computes with. What does
 * not fit is offered last, not refused: only Keras decides (`analysis`).
 */

import type { Entry } from "../../../shared/catalogue";
import type { TensorSpec } from "../../../shared/document";

/** Whether an entry takes a tensor like this one; with none, whether it takes none. */
export function fits(entry: Entry, tensor: TensorSpec | null): boolean {
  const takes = entry.ports.some(({ required, many }) => required || many);
  if (tensor === null) return true;
  return takes && ranksFit(entry, tensor.shape.length) && dtypesFit(entry, tensor);
}

/** Layers that look at no rank, though their names or categories might say so. */
const MERGED = new Set(["merge", "activation", "regularization", "normalization", "reshaping"]);

function ranksFit({ name, kind, category }: Entry, rank: number): boolean {
  if (kind === "op") return true;
  const [, dimensions] = /(\d)D(Transpose)?$/.exec(name) ?? [];
  // Batch and channels come beside the dimensions; a ConvLSTM goes along time, too.
  if (dimensions !== undefined) {
    return rank === Number(dimensions) + (name.startsWith("ConvLSTM") ? 3 : 2);
  }
  if (category === "application") return rank === 4;
  if (category === "recurrent") return name === "TimeDistributed" ? rank >= 3 : rank === 3;
  if (category === "attention") return rank >= 3;
  if (name === "RepeatVector" || name === "CategoryEncoding") return rank === 2;
  if (name === "Flatten" || name === "Permute") return rank >= 3;
  return MERGED.has(category) || rank >= 2;
}

/** Categories that compute with integers as with anything else: pictures come as bytes. */
const OF_ANY = new Set(["reshaping", "merge", "preprocessing"]);

/** Whether an entry is there for tensors of just this dtype. */
export function isMadeFor({ name }: Entry, tensor: TensorSpec | null): boolean {
  if (tensor === null || tensor.dtype.includes("float")) return false;
  return (tensor.dtype === "string" ? OF_TEXT : OF_INTEGERS).has(name);
}

const LOOKUPS = new Set(["Hashing", "StringLookup", "IntegerLookup", "TextVectorization"]);
const OF_TEXT = new Set(["StringLookup", "TextVectorization", "Hashing"]);
const OF_INTEGERS = new Set(["Embedding", "IntegerLookup", "CategoryEncoding", "Hashing"]);

function dtypesFit({ name, kind, category }: Entry, { dtype }: TensorSpec): boolean {
  if (dtype === "string") return OF_TEXT.has(name);
  if (OF_INTEGERS.has(name)) return dtype.includes("int");
  if (LOOKUPS.has(name)) return false;
  if (dtype.includes("float")) return true;
  return kind === "op" || OF_ANY.has(category);
}
