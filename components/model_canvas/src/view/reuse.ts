/** Keep old values where new ones are equal, so that what has not changed is not drawn again. */

/** `after` with every part that equals its counterpart in `before` replaced by it. */
export function reuse<T>(before: unknown, after: T): T {
  return share(before, after) as T;
}

function share(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) {
    const items = after.map((item, index) => share(before[index], item));
    return sameItems(before, items) ? before : items;
  }
  if (isRecord(before) && isRecord(after)) {
    const keys = Object.keys(after);
    const shared: Record<string, unknown> = {};
    let same = keys.length === Object.keys(before).length;
    for (const key of keys) {
      shared[key] = share(before[key], after[key]);
      if (shared[key] !== before[key] || !Object.hasOwn(before, key)) same = false;
    }
    return same ? before : shared;
  }
  return after;
}

/** The same for a list of things with ids, wherever in the list they stand. */
export function reuseById<T extends { id: string }>(before: T[], after: T[]): T[] {
  const known = new Map(before.map((item) => [item.id, item]));
  const items = after.map((item) => reuse(known.get(item.id), item));
  return sameItems(before, items) ? before : items;
}

/** Whether two lists hold the same things. */
export function sameItems(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && after.every((item, index) => item === before[index]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
