/** What the palette lists, from top to bottom. */

import type { Entry } from "../../../shared/catalogue";
import { holdsModel } from "../document/nodes";
import type { Design } from "../document/types";
import { CATEGORIES, type Category, categoryOf } from "../view/category";
import { search } from "./search";

/** One line: a heading that folds, or something to put on the canvas. */
export type PaletteRow =
  | { kind: "heading"; id: string; category: Category; label: string; count: number; open: boolean }
  | { kind: "entry"; id: string; category: Category; label: string; hint: string; entry: Entry }
  | { kind: "block"; id: string; category: "block"; label: string; hint: string; model: string };

/** What nearly every drawing begins with. */
const FIRST = ["keras.Input", "keras.layers.Dense", "keras.layers.Concatenate"];

const MOST_FOUND = 60;

/** All that is listed while nothing is searched for. Functions are found by searching only. */
export function browseRows(
  entries: readonly Entry[],
  models: Design["models"],
  graphId: string,
  open: ReadonlySet<string>,
): PaletteRow[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const first = FIRST.flatMap((path) => byPath.get(path) ?? []).map((entry) => entryRow(entry));
  const blocks = blockRows(models, graphId);
  const groups = Object.entries(CATEGORIES).flatMap(([name, { label }]) => {
    const category = name as Category;
    const rows =
      category === "block"
        ? blocks
        : entries
            .filter((entry) => entry.kind === "layer" && categoryOf(entry) === category)
            .map((entry) => entryRow(entry, category));
    if (rows.length === 0) return [];
    const isOpen = open.has(category);
    const heading: PaletteRow = {
      kind: "heading",
      id: `heading-${category}`,
      category,
      label,
      count: rows.length,
      open: isOpen,
    };
    return isOpen ? [heading, ...rows] : [heading];
  });
  return [...first, ...groups];
}

/** What a search finds, best first. */
export function foundRows(
  entries: readonly Entry[],
  models: Design["models"],
  graphId: string,
  text: string,
): PaletteRow[] {
  const query = text.trim().toLowerCase();
  const blocks = blockRows(models, graphId).filter(({ label }) =>
    label.toLowerCase().includes(query),
  );
  const usable = placeable(entries);
  return [...blocks, ...search(usable, text).map((entry) => entryRow(entry))].slice(0, MOST_FOUND);
}

const placeables = new WeakMap<object, Entry[]>();

/** The entries that can be a node, the same array for the same entries. */
function placeable(entries: readonly Entry[]): Entry[] {
  const known = placeables.get(entries) ?? entries.filter((entry) => entry.kind !== "cell");
  placeables.set(entries, known);
  return known;
}

function entryRow(entry: Entry, within?: Category): PaletteRow {
  const id = within === undefined ? entry.path : `${within}-${entry.path}`;
  const label = entry.kind === "op" ? entry.path.replace("keras.", "") : entry.name;
  return { kind: "entry", id, category: categoryOf(entry), label, hint: entry.summary, entry };
}

/** The definitions of the design that fit into the shown graph: none into itself. */
function blockRows(models: Design["models"], graphId: string): PaletteRow[] {
  return Object.entries(models)
    .filter(([model]) => !holdsModel(models, model, graphId))
    .map(([model, { name }]) => ({
      kind: "block",
      id: `block-${model}`,
      category: "block",
      label: name,
      hint: "A block of this design: one more instance, with weights of its own.",
      model,
    }));
}
