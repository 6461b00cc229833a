/** Brings two changes of one value together, part by part. */

import { sameJson } from "../document/sameJson";

/** What became of two changes. */
interface Merged<T> {
  value: T;
  /** The parts that both have changed, each in another way; `ours` or `theirs` stands there. */
  conflicts: string[][];
}

interface Options {
  /** Whose change stands where both have changed a part. */
  wins: "ours" | "theirs";
}

/**
 * The change from `base` to `ours`, made on `theirs`.
 *
 * Lists are one part each, objects are as many as they have members. What has not changed is the same
 * object as before: where nothing is new in `theirs`, the very `ours` is returned.
 */
export function merged<T>(base: T, ours: T, theirs: T, { wins }: Options): Merged<T> {
  const conflicts: string[][] = [];
  const value = merge(base, ours, theirs, []) as T;
  return { value, conflicts };

  function merge(was: unknown, mine: unknown, other: unknown, path: string[]): unknown {
    if (was === other) return mine;
    if (was === mine || mine === other) return other;
    if (isRecord(was) && isRecord(mine) && isRecord(other)) return each(was, mine, other, path);
    if (sameJson(was, other)) return mine;
    if (sameJson(was, mine) || sameJson(mine, other)) return other;
    conflicts.push(path);
    return wins === "ours" ? mine : other;
  }

  function each(was: Members, mine: Members, other: Members, path: string[]): unknown {
    const found: [string, unknown][] = [];
    const keys = new Set([...Object.keys(mine), ...Object.keys(other)]);
    for (const key of keys) {
      const value = merge(own(was, key), own(mine, key), own(other, key), [...path, key]);
      if (value !== undefined) found.push([key, value]);
    }
    for (const one of [mine, other]) {
      const size = Object.keys(one).length;
      if (found.length === size && found.every(([key, value]) => own(one, key) === value)) {
        return one;
      }
    }
    return Object.fromEntries(found);
  }
}

type Members = Record<string, unknown>;

function own(record: Members, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
