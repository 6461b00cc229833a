/**
 * What was typed and is not valid: kept here, outside React, so that it outlives a rerun, a change of
 * the selection and a remount, while the design keeps its last valid value.
 */

import { lookup } from "../../../../shared/document";
import { sameJson } from "../../document/sameJson";

export type Values = Record<string, unknown>;

interface Draft {
  value: unknown;
  /** The design's value it was typed over: once that changes, the draft is out of date. */
  over: unknown;
}

const drafts = new Map<string, Record<string, Draft>>();

/** The values with the drafts that still apply in their places. */
export function withDrafts(key: string, values: Values): Values {
  const result: Values = { ...values };
  for (const [name, draft] of Object.entries(drafts.get(key) ?? {})) {
    if (sameJson(draft.over, lookup(values, name))) result[name] = draft.value;
  }
  return result;
}

export function keepDraft(key: string, name: string, value: unknown, values: Values): void {
  drafts.set(key, { ...drafts.get(key), [name]: { value, over: lookup(values, name) } });
}

export function dropDraft(key: string, name: string): void {
  const { [name]: _, ...rest } = drafts.get(key) ?? {};
  if (Object.keys(rest).length > 0) drafts.set(key, rest);
  else drafts.delete(key);
}
