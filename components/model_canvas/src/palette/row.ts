/** The lines of the palette. */

import type { Entry } from "../../../shared/catalogue";
import type { StoredBlock } from "../actions/storedBlocks";
import type { Category } from "../view/category";

/** A heading that folds. */
export interface Heading {
  kind: "heading";
  id: string;
  category: Category;
  label: string;
  count: number;
  open: boolean;
  /** Its id in the set of open headings. */
  fold: string;
  /** 1 under another heading. */
  depth: number;
}

/** Something to put on the canvas. */
export type Usable =
  | {
      kind: "entry";
      id: string;
      category: Category;
      label: string;
      hint: string;
      /** A function's operator: `x + y`. */
      sign: string;
      entry: Entry;
    }
  | { kind: "block"; id: string; category: "block"; label: string; hint: string; model: string }
  | StoredRow
  | { kind: "block-file"; id: string; category: "block"; label: string; hint: string }
  | { kind: "custom"; id: string; category: "custom"; label: string; hint: string };

/** A block from outside the design. */
export interface StoredRow {
  kind: "stored";
  id: string;
  category: "block";
  label: string;
  hint: string;
  block: StoredBlock;
}

/** What one can be at in the palette. */
export type Line = Heading | Usable;
