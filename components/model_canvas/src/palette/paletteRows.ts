/** What the palette lists, from top to bottom. */

import type { Entry } from "../../../shared/catalogue";
import { type Design, lookup, wholeGraph } from "../../../shared/document";
import type { StoredBlock } from "../actions/storedBlocks";
import { holdsModel } from "../document/nodes";
import { CATEGORIES, type Category, categoryOf } from "../view/category";
import { signOf } from "../view/opText";
import { FROM_FILE, foundBlocks, MINE, READY, storedRow } from "./blockRows";
import { search } from "./entrySearch";
import type { Heading, StoredRow, Usable } from "./row";

/** One line: a heading, something to put on the canvas, or the title of a part of what was found. */
type PaletteRow = Heading | Usable | { kind: "title"; id: string; label: string };

/** What decides which blocks fit where. */
type Definitions = Pick<Design, "models" | "operations">;

/** The modules that Keras has its functions in, in the palette's words. */
const GROUPS: Readonly<Record<string, string>> = {
  numpy: "As in NumPy",
  nn: "Neural networks",
  math: "Mathematics",
  linalg: "Linear algebra",
  image: "Images",
  einops: "Rearranging",
  core: "Basics",
};

/** What nearly every drawing begins with. */
const FIRST = ["keras.Input", "keras.layers.Dense", "keras.layers.Concatenate"];

const MOST_FOUND = 60;

const NEW_CUSTOM: Usable = {
  kind: "custom",
  id: "new-custom-layer",
  category: "custom",
  label: "New custom layer",
  hint: "A layer class of your own, in Python, kept in the design: begins with a small example.",
};

/** What people type who look for it. */
const NEW_CUSTOM_WORDS = ["new", "custom", "own", "layer", "class", "code", "python", "lambda"];

/** All that is listed while nothing is searched for. */
export function browseRows(
  entries: readonly Entry[],
  definitions: Definitions,
  graphId: string,
  open: ReadonlySet<string>,
  stored: readonly StoredBlock[] = [],
): PaletteRow[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const first = FIRST.flatMap((path) => byPath.get(path) ?? []).map((entry) => entryRow(entry));
  const blocks = blockRows(definitions, graphId);
  const groups = Object.entries(CATEGORIES).flatMap(([name, label]) => {
    const category = name as Category;
    if (category === "op") return opRows(entries, open);
    if (category === "block") return allBlockRows(blocks, stored, open);
    const found = entries.filter(
      (entry) => entry.kind === "layer" && categoryOf(entry) === category,
    );
    const listed: PaletteRow[] = found.map((entry) => entryRow(entry, category));
    const rows = category === "custom" ? [NEW_CUSTOM, ...listed] : listed;
    if (rows.length === 0) return [];
    return folded({ category, label, fold: category, depth: 0 }, rows.length, rows, open);
  });
  return [...first, ...groups];
}

/** The blocks of the design, those that the user keeps, and ready ones. */
function allBlockRows(
  blocks: Usable[],
  stored: readonly StoredBlock[],
  open: ReadonlySet<string>,
): PaletteRow[] {
  const mine = stored.filter(({ kept }) => kept !== undefined).map(storedRow);
  const ready = stored.filter(({ kept }) => kept === undefined).map(storedRow);
  const heading = (label: string, fold: string) => {
    return { category: "block" as const, label, fold, depth: 1 };
  };
  const groups = [
    ...blocks,
    ...folded(heading("My blocks", MINE), mine.length, [...mine, FROM_FILE], open),
    ...(ready.length > 0 ? folded(heading("Ready blocks", READY), ready.length, ready, open) : []),
  ];
  const all = { category: "block" as const, label: CATEGORIES.block, fold: "block", depth: 0 };
  return folded(all, blocks.length + stored.length, groups, open);
}

/** The functions, by the module that they are in. */
function opRows(entries: readonly Entry[], open: ReadonlySet<string>): PaletteRow[] {
  const ops = entries.filter(({ kind }) => kind === "op");
  if (ops.length === 0) return [];
  const order = Object.keys(GROUPS);
  const found = [...new Set(ops.map(({ group }) => group))].sort(
    (a, b) =>
      (order.indexOf(a) + 1 || order.length + 1) - (order.indexOf(b) + 1 || order.length + 1),
  );
  const groups = found.flatMap((group) => {
    const rows = ops.filter((op) => op.group === group).map((op) => entryRow(op, "op"));
    const label = lookup(GROUPS, group) ?? group;
    const heading = { category: "op" as const, label, fold: `op/${group}`, depth: 1 };
    return folded(heading, rows.length, rows, open);
  });
  const label = CATEGORIES.op;
  return folded({ category: "op", label, fold: "op", depth: 0 }, ops.length, groups, open);
}

/** A heading with what is under it, if it is open. */
function folded(
  heading: Pick<Heading, "category" | "label" | "fold" | "depth">,
  count: number,
  rows: PaletteRow[],
  open: ReadonlySet<string>,
): PaletteRow[] {
  const isOpen = open.has(heading.fold);
  const id = `heading-${heading.fold}`;
  const line: Heading = { kind: "heading", id, ...heading, count, open: isOpen };
  return isOpen ? [line, ...rows] : [line];
}

/** What a search finds, best first, functions apart from layers. */
export function foundRows(
  entries: readonly Entry[],
  definitions: Definitions,
  graphId: string,
  text: string,
  stored: readonly StoredBlock[] = [],
): PaletteRow[] {
  const query = text.trim().toLowerCase();
  const blocks = blockRows(definitions, graphId).filter(({ label }) =>
    label.toLowerCase().includes(query),
  );
  const found = search(placeable(entries), text).slice(0, MOST_FOUND - blocks.length);
  const ops = found.filter(({ kind }) => kind === "op").map((entry) => entryRow(entry));
  const known = found.filter(({ kind }) => kind !== "op").map((entry) => entryRow(entry));
  const own = isNewCustom(query) ? [NEW_CUSTOM, ...blocks] : blocks;
  // Layers that are called so come before blocks of which it is only said.
  const layers = [...own, ...withBlocks(known, foundBlocks(stored, text), query)];
  if (ops.length === 0) return layers;
  const operations = [TITLES.op, ...ops];
  if (layers.length === 0) return operations;
  const opsFirst = blocks.length === 0 && found[0]?.kind === "op";
  return opsFirst ? [...operations, TITLES.layer, ...layers] : [...layers, ...operations];
}

/** Layers, and blocks after those that have what is searched for in their name. */
function withBlocks(known: Usable[], blocks: StoredRow[], query: string): Usable[] {
  const named = ({ label }: { label: string }) => label.toLowerCase().includes(query);
  const first = known.filter(named);
  const [called, other] = [blocks.filter(named), blocks.filter((row) => !named(row))];
  return [...first, ...called, ...other, ...known.filter((row) => !named(row))];
}

/** Whether a search is for a layer of one's own: some of its words, and the last of them begun. */
function isNewCustom(query: string): boolean {
  const words = query.split(/\s+/);
  return (
    query.length > 2 &&
    words.every((word) => NEW_CUSTOM_WORDS.some((known) => known.startsWith(word)))
  );
}

const TITLES = {
  op: { kind: "title", id: "title-op", label: "Operations" },
  layer: { kind: "title", id: "title-layer", label: "Layers" },
} as const;

const placeables = new WeakMap<object, Entry[]>();

/** The entries that can be a node, the same array for the same entries. */
export function placeable(entries: readonly Entry[]): Entry[] {
  const known = placeables.get(entries) ?? entries.filter((entry) => entry.kind !== "cell");
  placeables.set(entries, known);
  return known;
}

/** The line of an entry. */
export function usableRow(entry: Entry): Usable {
  return entryRow(entry);
}

function entryRow(entry: Entry, within?: Category): Usable {
  const id = within === undefined ? entry.path : `${within}-${entry.path}`;
  const label = entry.kind === "op" ? entry.path.replace("keras.", "") : entry.name;
  const category = categoryOf(entry);
  return {
    kind: "entry",
    id,
    category,
    label,
    hint: entry.summary,
    sign: signOf(entry.path),
    entry,
  };
}

/** The definitions of the design that fit into the shown graph: none into itself. */
function blockRows(definitions: Definitions, graphId: string): Usable[] {
  return Object.entries(definitions.models)
    .filter(([model]) => !holdsModel(definitions, model, graphId))
    .map(([model, graph]) => {
      const shares = wholeGraph(graph, definitions.operations) !== graph;
      const but = shares ? ", but for the layers that it shares" : "";
      return {
        kind: "block",
        id: `block-${model}`,
        category: "block",
        label: graph.name,
        hint: `A block of this design: one more instance, with weights of its own${but}.`,
        model,
      };
    });
}
