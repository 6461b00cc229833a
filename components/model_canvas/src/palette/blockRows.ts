/** What the palette lists under "Blocks" beside those of the design: the user's own, and ready ones. */

import type { StoredBlock } from "../actions/storedBlocks";
import type { StoredRow, Usable } from "./row";

/** Begins reading a file with blocks. */
export const FROM_FILE: Usable = {
  kind: "block-file",
  id: "blocks-from-file",
  category: "block",
  label: "Add from a file…",
  hint: "Keep the blocks of a design file: they are in the palette for all your designs.",
};

export const MINE = "block/mine";
export const READY = "block/ready";

export function storedRow(block: StoredBlock): StoredRow {
  const { id, title, summary } = block;
  return { kind: "stored", id, category: "block", label: title, hint: summary, block };
}

/** The stored blocks that a text means: every word of it begins a word of what is said of them. */
export function foundBlocks(blocks: readonly StoredBlock[], text: string): StoredRow[] {
  const terms = wordsIn(text);
  if (terms.length === 0) return [];
  return blocks
    .filter(({ title, summary, paper, design }) => {
      const words = wordsIn(`${title} ${summary} ${design.name} ${paper?.text ?? ""} block`);
      return terms.every((term) => words.some((word) => word.startsWith(term)));
    })
    .map(storedRow);
}

function wordsIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter(Boolean);
}
