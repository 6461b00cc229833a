/** A graph's inputs and outputs: a bare leaf, a list or a dict, as `keras.Model` takes them. */

import type { Argument } from "../../../shared/document";
import { walk } from "./argument";

/** One entry of a tree's first level. Nested trees, which only imported models have, stay whole. */
export interface TreeEntry {
  key: string | null;
  value: Argument;
}

/** A tree's first level: one entry for a bare leaf, keys for a dict. */
export function entriesOf(tree: Argument): TreeEntry[] {
  if (Array.isArray(tree)) return tree.map((value) => ({ key: null, value }));
  if (typeof tree === "object" && tree !== null) {
    if ("tuple" in tree) return tree.tuple.map((value) => ({ key: null, value }));
    if ("dict" in tree) return Object.entries(tree.dict).map(([key, value]) => ({ key, value }));
  }
  return [{ key: null, value: tree }];
}

export function isDict(tree: Argument): tree is { dict: Record<string, Argument> } {
  return typeof tree === "object" && tree !== null && "dict" in tree;
}

/** A tree of the same form with other entries; exactly one without a key stands bare. */
export function withEntries(tree: Argument, entries: TreeEntry[]): Argument {
  if (isDict(tree) && entries.length > 0) {
    const taken = new Set(entries.map(({ key }) => key));
    return {
      dict: Object.fromEntries(
        entries.map(({ key, value }, index) => [key ?? freeKey(`value_${index}`, taken), value]),
      ),
    };
  }
  const values = entries.map(({ value }) => value);
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only;
  if (typeof tree === "object" && tree !== null && "tuple" in tree && values.length > 0) {
    return { tuple: values };
  }
  return values;
}

/** The items with one moved to another index; the same array when that moves nothing. */
export function moved<T>(items: T[], from: number, to: number): T[] {
  const target = Math.max(0, Math.min(to, items.length - 1));
  const item = items[from];
  if (item === undefined || from === target) return items;
  const rest = items.toSpliced(from, 1);
  return rest.toSpliced(target, 0, item);
}

/** Whether a tree has no leaf at its first level. */
export function isEmpty(tree: Argument): boolean {
  return entriesOf(tree).length === 0;
}

/** A tree without the leaves that `drop` names, empty branches included; null if nothing is left. */
export function pruned(tree: Argument, drop: (leaf: Argument) => boolean): Argument | null {
  const leaves = [...walk(tree)];
  if (!leaves.some(([, leaf]) => drop(leaf))) return leaves.length > 0 ? tree : null;
  const entries = entriesOf(tree).flatMap(({ key, value }) => {
    const left = value === tree ? (drop(value) ? null : value) : pruned(value, drop);
    return left === null ? [] : [{ key, value: left }];
  });
  return entries.length === 0 ? null : withEntries(tree, entries);
}

/** The first of `base`, `base_1` … that is no key of a dict yet. */
export function freeKey(base: string, taken: ReadonlySet<string | null>): string {
  let key = base;
  for (let n = 1; taken.has(key); n += 1) key = `${base}_${n}`;
  return key;
}
