/** What a search over the canvas offers: what fits first, of that the most used. */

import type { Entry } from "../../../shared/catalogue";
import type { TensorSpec } from "../../../shared/document";
import type { StoredBlock } from "../actions/storedBlocks";
import { fits, isMadeFor } from "./fitting";
import { foundRows, placeable, usableRow } from "./paletteRows";
import type { Usable } from "./row";
import { usageRank } from "./usageOrder";

/** As many as one looks through. */
const MOST = 40;

/** What can be put onto the canvas at once. */
export type Placeable = Exclude<Usable, { kind: "block-file" }>;

/** Among layers of one kind, blocks come after this many of the most used. */
const BLOCKS = 10.5;

export interface QuickRow {
  row: Placeable;
  /** Whether it takes the tensor at hand, as far as one can tell without Keras. */
  fits: boolean;
}

interface Sought {
  entries: readonly Entry[];
  definitions: Parameters<typeof foundRows>[1];
  graphId: string;
  text: string;
  /** What goes into it; null: nothing that is known. */
  tensor: TensorSpec | null;
  /** Whether something can be in question at all. */
  accepts: (row: Placeable) => boolean;
  /** Blocks from outside the design. */
  stored?: readonly StoredBlock[];
}

export function quickRows({
  entries,
  definitions,
  graphId,
  text,
  tensor,
  accepts,
  stored = [],
}: Sought): QuickRow[] {
  const found =
    text.trim() === ""
      ? placeable(entries)
          .filter((entry) => Number.isFinite(usageRank(entry)))
          .map((entry) => usableRow(entry))
          .filter(isUsable)
      : foundRows(entries, definitions, graphId, text, stored).filter(isUsable);
  const query = text.trim().toLowerCase();
  const ranked = found.filter(accepts).map((row, at) => {
    const entry = row.kind === "entry" ? row.entry : null;
    const suits = entry === null || fits(entry, tensor);
    const made = entry !== null && isMadeFor(entry, tensor);
    return {
      row,
      at,
      fits: suits,
      made,
      near: nearness(row, query),
      usage: entry ? usageRank(entry) : BLOCKS,
    };
  });
  // Nothing was asked for by name, so only what fits is offered.
  const offered = query === "" && tensor ? ranked.filter((one) => one.fits) : ranked;
  return offered
    .sort(
      (a, b) =>
        a.near - b.near ||
        Number(b.fits) - Number(a.fits) ||
        Number(b.made) - Number(a.made) ||
        compare(a.usage, b.usage) ||
        a.at - b.at,
    )
    .slice(0, MOST)
    .map(({ row, fits: suits }) => ({ row, fits: suits }));
}

/** 0: it is called so; 1: its name, or a word of it, begins so; 2: it is found otherwise. */
function nearness({ label, kind }: Placeable, query: string): number {
  if (query === "") return 0;
  const name = label.toLowerCase();
  if (name === query) return 0;
  if (kind === "custom") return 2;
  const words = label
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[\s._]+/);
  const begun = name.startsWith(query) || words.some((word) => word.startsWith(query));
  return begun ? 1 : 2;
}

function isUsable(row: ReturnType<typeof foundRows>[number]): row is Placeable {
  return row.kind !== "title" && row.kind !== "heading" && row.kind !== "block-file";
}

/** Of two infinite ranks neither comes first. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
