/**
 * The history of a page, kept by the browser through a reload: as patches from what is drawn, the
 * newest step first, as many of them as have room.
 */

import type { Design } from "../../../shared/document";
import { applied, difference, type Patch, PatchError } from "../live/patch";
import type { CanvasState, Step } from "./canvasState";

type History = Pick<CanvasState, "past" | "future">;

/** A step on the way from a design: `link` leads from there to what it made, `undo` to before it. */
interface Kept extends Pick<Step, "label" | "graph" | "selection" | "whole"> {
  link: Patch;
  undo: Patch;
}

interface Stored {
  draft: string;
  design: Design;
  past: Kept[];
  future: Kept[];
}

export const KEY = "layerloom-history";

/** A browser gives a page some five million letters for all that it stores. */
const MOST = 2_000_000;

/** So many steps are kept of each way. */
const STEPS = 60;

/** Have the browser keep the history of a draft for the next page in this tab. */
export function keepHistory(storage: Storage, draft: string, state: History & { design: Design }) {
  const { design, past, future } = state;
  if (draft === "") return;
  try {
    storage.removeItem(KEY);
    if (past.length + future.length === 0) return;
    const size = JSON.stringify(design).length;
    if (size > MOST / 2) return;
    const ahead = kept(design, future, (MOST - size) / 4);
    const behind = kept(design, past, (MOST - size) / 2);
    const stored: Stored = { draft, design, past: behind, future: ahead };
    storage.setItem(KEY, JSON.stringify(stored));
  } catch {
    // There is no room, or the browser keeps nothing: the next page begins without a history.
  }
}

/** The history that was kept of a draft; none of another one's. */
export function keptHistory(storage: Storage, draft: string): History {
  try {
    const stored = JSON.parse(storage.getItem(KEY) ?? "null") as Stored | null;
    if (stored === null || stored.draft !== draft) return NONE;
    const { design, past, future } = stored;
    return { past: steps(design, past), future: steps(design, future) };
  } catch {
    return NONE;
  }
}

const NONE: History = { past: [], future: [] };

/** The last steps, newest first, as far as they have room. */
function kept(design: Design, list: readonly Step[], room: number): Kept[] {
  const found: Kept[] = [];
  let here = design;
  let left = room;
  for (const step of list.slice(-STEPS).reverse()) {
    const { before, after, seq: _, ...rest } = step;
    const one = {
      ...rest,
      link: difference(here, after),
      undo: difference(after, before),
    };
    left -= JSON.stringify(one).length;
    if (left < 0) break;
    found.push(one);
    here = before;
  }
  return found;
}

function steps(design: Design, list: readonly Kept[]): Step[] {
  const found: Step[] = [];
  let here = design;
  for (const { link, undo, ...rest } of list) {
    try {
      const after = applied(here, link);
      const before = applied(after, undo);
      found.unshift({ ...rest, before, after });
      here = before;
    } catch (error) {
      if (error instanceof PatchError) break;
      throw error;
    }
  }
  return found;
}
