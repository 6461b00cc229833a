/** The text that says whether the draft is saved. */

import type { Saved } from "../../../shared/types.gen";

interface Saving {
  text: string;
  /** The same where there is little room; without it, nothing is said there. */
  short?: string;
  /** `busy` is on its way, `lost` has not got there. */
  state: "saved" | "busy" | "lost";
}

/** How the last edit fares. */
export interface Progress {
  /** Whether the server has sent a document. */
  linked: boolean;
  offline: boolean;
  /** Whether edits are under way, to the server or from there to the disk. */
  saving: boolean;
  saved: Saved | null;
}

/**
 * Say how the last edit fares.
 *
 * @param now The time, in milliseconds.
 */
export function savingText(progress: Progress, now: number): Saving | null {
  const { linked, offline, saving, saved } = progress;
  if (offline) {
    return { text: "Offline: kept in this browser", short: "Offline", state: "lost" };
  }
  if (!linked) return null;
  if (saved?.problem) return { text: saved.problem, short: "Not saved", state: "lost" };
  if (saving) return { text: "Saving…", state: "busy" };
  if (saved === null || saved.at === null) return null;
  const at = Date.parse(saved.at);
  return { text: Number.isNaN(at) ? "Saved" : `Saved · ${ago(now - at)}`, state: "saved" };
}

/** `just now`, `3 min ago`, `2 h ago`. */
export function ago(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`;
}
