/** JSON patches (RFC 6902): made of the difference of two values, applied without changing either. */

import { compare } from "fast-json-patch";

/** One operation; a `value` stands in all that need one. */
export interface PatchStep {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

export type Patch = readonly PatchStep[];

/** A patch that does not fit the value it is applied to. */
export class PatchError extends Error {}

/** Above this, whole parts take the place of the old ones: the server takes 20,000 at most. */
const MANY = 5000;

/** What leads from one value to another; parts that are the same object in both are not looked at. */
export function difference(before: object, after: object): PatchStep[] {
  if (before === after) return [];
  const found = compare(before, after) as PatchStep[];
  return found.length <= MANY ? found : rough(before, after);
}

/** The same in large steps: what is new is put in whole. */
function rough(before: object, after: object): PatchStep[] {
  const [old, now] = [before, after] as Record<string, unknown>[] as [Members, Members];
  const gone = Object.keys(old).filter((key) => !has(now, key));
  const changed = Object.keys(now).filter((key) => now[key] !== (has(old, key) ? old[key] : null));
  return [
    ...gone.map((key) => ({ op: "remove", path: pointer(key) })),
    ...changed.map((key) => ({ op: "add", path: pointer(key), value: now[key] })),
  ];
}

type Members = Record<string, unknown>;

/**
 * A value with a patch applied. What the patch does not touch is the same object in both.
 *
 * @throws PatchError where the patch does not fit.
 */
export function applied<T>(value: T, patch: Patch): T {
  const fresh = new Set<object>();
  let root: unknown = value;
  for (const step of patch) root = made(root, step, fresh);
  return root as T;
}

/** @param fresh Objects that this patch has made and may go on changing. */
function made(root: unknown, step: PatchStep, fresh: Set<object>): unknown {
  const path = parts(step.path);
  switch (step.op) {
    case "test":
      if (!same(at(root, path), step.value)) throw new PatchError(`Not so: ${step.path}`);
      return root;
    case "add":
      return put(root, path, needed(step), fresh);
    case "replace":
      at(root, path);
      return put(root, path, needed(step), fresh, true);
    case "remove":
      at(root, path);
      return without(root, path, fresh);
    case "copy":
      // From now on it stands in two places, of which a further step changes one.
      fresh.clear();
      return put(root, path, at(root, parts(step.from)), fresh);
    case "move": {
      const moved = at(root, parts(step.from));
      return put(without(root, parts(step.from), fresh), path, moved, fresh);
    }
    default:
      throw new PatchError(`No such operation: ${step.op}`);
  }
}

function put(
  root: unknown,
  path: string[],
  value: unknown,
  fresh: Set<object>,
  replaces = false,
): unknown {
  const key = path.at(-1);
  if (key === undefined) return value;
  const [top, holder] = opened(root, path.slice(0, -1), fresh);
  if (Array.isArray(holder)) holder.splice(indexIn(holder, key, !replaces), +replaces, value);
  else set(holder, key, value);
  return top;
}

function without(root: unknown, path: string[], fresh: Set<object>): unknown {
  const key = path.at(-1);
  if (key === undefined) throw new PatchError("The whole cannot be removed");
  const [top, holder] = opened(root, path.slice(0, -1), fresh);
  if (Array.isArray(holder)) holder.splice(indexIn(holder, key, false), 1);
  else delete holder[key];
  return top;
}

/** The object at a path, and all around it, as copies that may be changed. */
function opened(
  root: unknown,
  path: string[],
  fresh: Set<object>,
): [top: unknown, holder: Members | unknown[]] {
  const top = changeable(root, fresh);
  let holder = top;
  for (const key of path) {
    const inner = changeable(member(holder, key), fresh);
    if (Array.isArray(holder)) holder[indexIn(holder, key, false)] = inner;
    else set(holder, key, inner);
    holder = inner;
  }
  return [top, holder];
}

function changeable(value: unknown, fresh: Set<object>): Members | unknown[] {
  if (typeof value !== "object" || value === null) throw new PatchError("Nothing is in there");
  if (fresh.has(value)) return value as Members;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  fresh.add(copy);
  return copy;
}

function at(root: unknown, path: string[]): unknown {
  return path.reduce(member, root);
}

function member(holder: unknown, key: string): unknown {
  if (Array.isArray(holder)) return holder[indexIn(holder, key, false)];
  if (typeof holder !== "object" || holder === null || !has(holder, key)) {
    throw new PatchError(`Nothing is at ${key}`);
  }
  return (holder as Members)[key];
}

/** @param opens Whether the place behind the last item counts. */
function indexIn(list: unknown[], key: string, opens: boolean): number {
  if (key === "-" && opens) return list.length;
  const index = /^(0|[1-9]\d*)$/.test(key) ? Number(key) : Number.NaN;
  if (!(index < list.length + +opens)) throw new PatchError(`No such place: ${key}`);
  return index;
}

function set(holder: Members, key: string, value: unknown): void {
  // Assigning to `__proto__` would set the prototype.
  if (key !== "__proto__") holder[key] = value;
  else
    Object.defineProperty(holder, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
}

function needed(step: PatchStep): unknown {
  if (step.value === undefined) throw new PatchError(`No value for ${step.path}`);
  return step.value;
}

function parts(path: string | undefined): string[] {
  if (path === "") return [];
  if (!path?.startsWith("/")) throw new PatchError(`No path: ${path}`);
  return path
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function pointer(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function has(holder: object, key: string): boolean {
  return Object.hasOwn(holder, key);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || compare({ value: a }, { value: b }).length === 0;
}

/** A part of a design: an operation, a call, a place, a setting. */
type Part = string[];

/**
 * The parts of a design that a patch changes. What lies within one of them counts as one, as it does
 * on the server (`app.core.workspace.document.touched`).
 */
function touched(patch: Patch): Part[] {
  return patch
    .filter(({ op }) => op !== "test")
    .flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]))
    .map((path) => {
      const steps = path.split("/").slice(1);
      return steps.slice(0, steps[0] === "models" ? 4 : 3);
    });
}

/** Whether two patches change the same part of a design, or one a part of what the other changes. */
export function meet(one: Patch, other: Patch): boolean {
  const theirs = touched(other);
  const parts = new Set(theirs.map(named));
  const around = new Set(theirs.flatMap(prefixes));
  return touched(one).some(
    (mine) => around.has(named(mine)) || prefixes(mine).some((prefix) => parts.has(prefix)),
  );
}

function prefixes(part: Part): string[] {
  return Array.from({ length: part.length + 1 }, (_, depth) => named(part.slice(0, depth)));
}

function named(part: Part): string {
  return part.join("/");
}
