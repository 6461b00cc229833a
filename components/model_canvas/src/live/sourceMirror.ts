/** The source as the server sends it: whole, or as what is new in it. */

import type { SourceCode, SourcePatch } from "../../../shared/types.gen";
import { applied } from "./patch";

type Places = SourceCode["lines"];

/**
 * Source with what is new in it. The places of nodes that stay where they are stay the same objects.
 *
 * @throws PatchError where it does not fit.
 */
export function spliced(code: SourceCode, patch: SourcePatch): SourceCode {
  const { start, gone, come, places } = patch;
  const lines = code.text.split("\n");
  const text = [...lines.slice(0, start - 1), ...come, ...lines.slice(start - 1 + gone)].join("\n");
  const shift = mover(start + gone, come.length - gone);
  const moved = {
    lines: shift(code.lines),
    block_lines: mapped(code.block_lines, shift),
  };
  return { text, ...applied(moved, places) };
}

/** What moves all ranges that begin on a line or behind it. */
function mover(line: number, by: number): (places: Places) => Places {
  const range = (one: [number, number]): [number, number] =>
    one[0] >= line ? [one[0] + by, one[1] + by] : one;
  const ranges = (all: [number, number][]) =>
    all.some(([first]) => first >= line) ? all.map(range) : all;
  return (places) => (by === 0 ? places : mapped(places, ranges));
}

function mapped<T>(record: Record<string, T>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
