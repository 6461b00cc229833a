/** A clip as text for the system's clipboard. Text from there is checked before it is used. */

import type { Clip } from "./clip";
import { COLORS } from "./notes";

/** Text longer than this is no clip of ours. */
const MAX_LENGTH = 16 * 1024 * 1024;
const MAX_DEPTH = 64;
/** `schema.FARTHEST`: a design with a place further out is refused. */
const FARTHEST = 1e9;

export function clipToText(clip: Clip): string {
  return JSON.stringify(clip);
}

/** Read a clip from text, or null when the text is none. */
export function clipFromText(text: string): Clip | null {
  if (text.length > MAX_LENGTH || !text.startsWith("{")) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isClip(value) ? value : null;
}

function isClip(value: unknown): value is Clip {
  return (
    isRecord(value) &&
    value.layerloom === 1 &&
    isGraphPart(value) &&
    every(value.positions, isPoint) &&
    (value.code === undefined || typeof value.code === "string") &&
    every(value.models, (model) => isModel(model)) &&
    (value.shared === undefined || every(value.shared, isOperation)) &&
    (value.frames === undefined || every(value.frames, (all) => every(all, isFrame))) &&
    (value.comments === undefined || every(value.comments, (all) => every(all, isComment)))
  );
}

function isModel(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.name === "string" &&
    isGraphPart(value) &&
    isArgument(value.inputs) &&
    isArgument(value.outputs)
  );
}

function isGraphPart(value: Record<string, unknown>): boolean {
  return every(value.operations, isOperation) && every(value.nodes, isCall);
}

function isOperation(value: unknown): boolean {
  if (!isRecord(value)) return false;
  if (value.kind === "op") return typeof value.function === "string";
  const named = typeof value.name === "string" && typeof value.trainable === "boolean";
  if (value.kind === "model") return named && typeof value.model === "string";
  return (
    named &&
    value.kind === "layer" &&
    typeof value.class_name === "string" &&
    isRecord(value.config) &&
    (value.dtype === null || typeof value.dtype === "string")
  );
}

function isCall(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.operation === "string" &&
    Array.isArray(value.args) &&
    value.args.every((item) => isArgument(item)) &&
    every(value.kwargs, (item) => isArgument(item))
  );
}

function isFrame(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.title === "string" &&
    Array.isArray(value.nodes) &&
    value.nodes.every((id) => typeof id === "string") &&
    isColor(value.color) &&
    (value.collapsed === undefined || typeof value.collapsed === "boolean")
  );
}

function isComment(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.text === "string" &&
    (value.node == null || typeof value.node === "string") &&
    (value.position == null || isPoint(value.position)) &&
    (value.size == null || isPoint(value.size)) &&
    isColor(value.color)
  );
}

function isColor(value: unknown): boolean {
  return COLORS.some((color) => color === value);
}

const TAGS: Record<string, (content: unknown, depth: number) => boolean> = {
  tensor: (content) =>
    Array.isArray(content) &&
    content.length === 2 &&
    typeof content[0] === "string" &&
    Number.isInteger(content[1]) &&
    content[1] >= 0,
  missing: (content) => content === true,
  ellipsis: (content) => content === true,
  float: (content) => content === "nan" || content === "inf" || content === "-inf",
  slice: (content, depth) =>
    Array.isArray(content) &&
    content.length === 3 &&
    content.every(
      (part) =>
        part === null || Number.isInteger(part) || (isRecord(part) && isArgument(part, depth)),
    ),
  tuple: (content, depth) =>
    Array.isArray(content) && content.every((item) => isArgument(item, depth)),
  dict: (content, depth) => every(content, (item) => isArgument(item, depth)),
};

function isArgument(value: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH || value === undefined) return false;
  if (Array.isArray(value)) return value.every((item) => isArgument(item, depth + 1));
  if (!isRecord(value)) return true;
  const [tag, ...more] = Object.keys(value);
  if (tag === undefined || more.length > 0 || !Object.hasOwn(TAGS, tag)) return false;
  return TAGS[tag]?.(value[tag], depth + 1) ?? false;
}

function isPoint(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((one) => typeof one === "number" && Math.abs(one) <= FARTHEST)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function every(value: unknown, holds: (item: unknown) => boolean): boolean {
  return isRecord(value) && Object.values(value).every(holds);
}
