/**
 * Argument trees of a call in their JSON form.
 *
 * A leaf is addressed by the JSON pointer (RFC 6901) of its place inside the node's JSON: `/args/0`,
 * `/args/0/1`, `/kwargs/key`; `/args/0/-` is the place after the last item of a list.
 */

import type { Argument, Call, Tensor } from "../../../shared/document";

export const MISSING: Argument = { missing: true };

export function tensor(node: string, index = 0): Tensor {
  return { tensor: [node, index] };
}

export function isTensor(argument: unknown): argument is Tensor {
  return isTagged(argument, "tensor");
}

export function isMissing(argument: unknown): boolean {
  return isTagged(argument, "missing");
}

/** A list of tensors and unfilled places only, such as a merge takes. */
export function isTensorList(argument: unknown): argument is Argument[] {
  return Array.isArray(argument) && argument.every((item) => isTensor(item) || isMissing(item));
}

export function sameTensor(a: Tensor, b: Tensor): boolean {
  return a.tensor[0] === b.tensor[0] && a.tensor[1] === b.tensor[1];
}

/** Yield every leaf with its pointer; a slice counts as a tree of three. */
export function* walk(argument: Argument, pointer = ""): Generator<[string, Argument]> {
  const items = children(argument);
  if (items === null) {
    yield [pointer, argument];
    return;
  }
  for (const [step, item] of items) yield* walk(item, `${pointer}/${step}`);
}

/** Yield every leaf of a call's arguments, positional ones first. */
export function* argumentsOf(node: Call): Generator<[string, Argument]> {
  for (const [index, item] of node.args.entries()) yield* walk(item, `/args/${index}`);
  for (const [name, item] of Object.entries(node.kwargs)) {
    yield* walk(item, `/kwargs/${escapeStep(name)}`);
  }
}

/** The same tree with every leaf replaced; returned as it is when nothing changed. */
export function mapLeaves(argument: Argument, change: (leaf: Argument) => Argument): Argument {
  if (Array.isArray(argument)) return mapItems(argument, change);
  if (typeof argument !== "object" || argument === null) return change(argument);
  if ("tuple" in argument) {
    const tuple = mapItems(argument.tuple, change);
    return tuple === argument.tuple ? argument : { tuple };
  }
  if ("slice" in argument) {
    const slice = mapItems(argument.slice, change) as typeof argument.slice;
    return slice === argument.slice ? argument : { slice };
  }
  if ("dict" in argument) {
    const dict = mapValues(argument.dict, (item) => mapLeaves(item, change));
    return dict === argument.dict ? argument : { dict };
  }
  return change(argument);
}

/** A call with every leaf of its arguments replaced; the same object when nothing changed. */
export function mapArguments(node: Call, change: (leaf: Argument) => Argument): Call {
  const args = mapItems(node.args, change);
  const kwargs = mapValues(node.kwargs, (item) => mapLeaves(item, change));
  return args === node.args && kwargs === node.kwargs ? node : { ...node, args, kwargs };
}

/** The same record with every value replaced; returned as it is when nothing changed. */
export function mapValues<T>(record: Record<string, T>, change: (value: T) => T) {
  const changed = Object.entries(record).map(([key, value]) => [key, change(value)] as const);
  return changed.every(([key, value]) => value === record[key])
    ? record
    : Object.fromEntries(changed);
}

/** What stands at a pointer, or undefined. */
export function argumentAt(node: Call, pointer: string): Argument | undefined {
  let here: unknown = node;
  for (const step of steps(pointer)) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string, unknown>)[step];
  }
  return here as Argument | undefined;
}

/**
 * A call with `value` at a pointer. Lists grow as needed, unfilled places as `missing`; a `-` or an
 * index behind the end appends, and what is no list where one is needed becomes one.
 */
export function withArgument(node: Call, pointer: string, value: Argument): Call {
  return setIn(node, steps(pointer), value) as Call;
}

export function steps(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function escapeStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** The pointer without its last step, and that step. */
export function splitPointer(pointer: string): [string, string] {
  const cut = pointer.lastIndexOf("/");
  return [pointer.slice(0, cut), pointer.slice(cut + 1)];
}

function isTagged(argument: unknown, tag: string): boolean {
  return (
    typeof argument === "object" &&
    argument !== null &&
    !Array.isArray(argument) &&
    Object.hasOwn(argument, tag)
  );
}

function children(argument: Argument): [string, Argument][] | null {
  if (Array.isArray(argument)) return argument.map((item, index) => [String(index), item]);
  if (typeof argument !== "object" || argument === null) return null;
  if ("tuple" in argument) {
    return argument.tuple.map((item, index) => [`tuple/${index}`, item]);
  }
  if ("slice" in argument) {
    return argument.slice.map((item, index) => [`slice/${index}`, item]);
  }
  if ("dict" in argument) {
    return Object.entries(argument.dict).map(([key, item]) => [`dict/${escapeStep(key)}`, item]);
  }
  return null;
}

function mapItems(items: Argument[], change: (leaf: Argument) => Argument): Argument[] {
  const changed = items.map((item) => mapLeaves(item, change));
  return changed.every((item, index) => item === items[index]) ? items : changed;
}

function setIn(here: unknown, path: string[], value: Argument): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (step === "-" || /^\d+$/.test(step)) {
    const list = Array.isArray(here) ? [...here] : isTensor(here) ? [here] : [];
    const at = step === "-" ? list.length : Number(step);
    while (list.length < at) list.push(MISSING);
    list[at] = setIn(list[at], rest, value);
    return list;
  }
  const record = typeof here === "object" && here !== null && !Array.isArray(here) ? here : {};
  return { ...record, [step]: setIn((record as Record<string, unknown>)[step], rest, value) };
}
