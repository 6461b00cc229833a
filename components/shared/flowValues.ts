/** The values of tensors by the calls that are drawn: of several that are one there, the one looked at. */

import type { CallValues, FlowPlace, FlowValues } from "./types.gen";

/** One call, and its number among all. */
export interface Numbered {
  number: number;
  call: CallValues;
}

/**
 * The calls of a graph by the id of their node.
 *
 * A block is called by several others: what is shown of it is the use that is looked at, else its first
 * one. Of a call that repeats it is the last time, unless another is looked at.
 */
export function callsOf(
  values: FlowValues,
  graph: string,
  place: FlowPlace | null,
): ReadonlyMap<string, Numbered> {
  const looked = place === null ? undefined : values.calls[place.number];
  const use = looked?.graph === graph ? looked.path : firstUse(values, graph);
  const found = new Map<string, Numbered>();
  values.calls.forEach((call, number) => {
    if (call.graph !== graph || !sameUse(call.path, use)) return;
    if (found.get(call.node)?.number === place?.number && place !== null) return;
    found.set(call.node, { number, call });
  });
  return found;
}

function firstUse({ calls }: FlowValues, graph: string): readonly string[] {
  return calls.find((call) => call.graph === graph)?.path ?? [];
}

function sameUse(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

/** The calls of a graph one after the other, of one use: those that are stepped through. */
export function stepsOf(
  values: FlowValues,
  graph: string,
  place: FlowPlace | null,
): readonly Numbered[] {
  const looked = place === null ? undefined : values.calls[place.number];
  const use = looked?.graph === graph ? looked.path : firstUse(values, graph);
  return values.calls
    .map((call, number) => ({ number, call }))
    .filter(({ call }) => call.graph === graph && sameUse(call.path, use));
}
