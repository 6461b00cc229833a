/** An index as between Python's brackets: `:, 0, ...` for `x[:, 0, ...]`. */

import type { Argument } from "../../../shared/document";

/** Read an index, with or without its brackets, or return null when the text is none. */
export function parseIndex(text: string): { value: Argument } | null {
  const inner = /^\s*\[(.*)\]\s*$/s.exec(text)?.[1] ?? text;
  const parts = inner.split(",").map((part) => part.trim());
  const trailing = parts.length > 1 && parts.at(-1) === "";
  const items = (trailing ? parts.slice(0, -1) : parts).map(item);
  if (items.some((one) => one === undefined)) return null;
  const read = items as Argument[];
  const [only] = read;
  if (only !== undefined && read.length === 1 && !trailing) return { value: only };
  return { value: { tuple: read } };
}

/** Write an index as `parseIndex` reads it. */
export function formatIndex(argument: Argument | undefined): string {
  if (argument === undefined) return "";
  if (argument === null) return "None";
  if (Array.isArray(argument)) return argument.map(formatIndex).join(", ");
  if (typeof argument !== "object") return String(argument);
  if ("ellipsis" in argument) return "...";
  if ("tuple" in argument) {
    const items = argument.tuple.map(formatIndex).join(", ");
    return argument.tuple.length === 1 ? `${items},` : items;
  }
  if ("slice" in argument) {
    const [start, stop, step] = argument.slice.map((part) => (part === null ? "" : String(part)));
    return step === "" ? `${start}:${stop}` : `${start}:${stop}:${step}`;
  }
  return "";
}

/** As long as JavaScript holds it exactly. */
const INTEGER = /^[+-]?\d{1,15}$/;

function item(text: string): Argument | undefined {
  if (text === "...") return { ellipsis: true };
  if (text === "None") return null;
  if (INTEGER.test(text)) return Number(text);
  const parts = text.split(":").map((part) => part.trim());
  if (parts.length < 2 || parts.length > 3) return undefined;
  if (!parts.every((part) => part === "" || INTEGER.test(part))) return undefined;
  if (parts[2] !== undefined && Number(parts[2] || 1) === 0) return undefined;
  const bound = (part: string | undefined) =>
    part === undefined || part === "" ? null : Number(part);
  return { slice: [bound(parts[0]), bound(parts[1]), bound(parts[2])] };
}
