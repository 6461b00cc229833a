/** The text that says whether the draft is saved. */

import type { Link, SaveState } from "../store/protocol";

/** After this time without an answer the server counts as offline. */
const OFFLINE_MS = 6_000;

interface Saving {
  text: string;
  /** `busy` is on its way, `lost` has not got there. */
  state: "saved" | "busy" | "lost";
}

/**
 * Say how the last edit fares.
 *
 * @param since When the oldest edit that Python has not acknowledged was made, or null.
 * @param now The time, in milliseconds.
 */
export function savingText(
  link: Link,
  saved: SaveState | null,
  since: number | null,
  now: number,
): Saving | null {
  if (link.session === null) return null;
  if (since !== null && link.acknowledged < link.seq) {
    return now - since > OFFLINE_MS
      ? { text: "Offline: kept in this browser", state: "lost" }
      : { text: "Saving…", state: "busy" };
  }
  if (saved === null) return null;
  if (saved.state === "saving") return { text: "Saving…", state: "busy" };
  if (saved.state !== "saved") return { text: saved.state, state: "lost" };
  const at = saved.at === null ? Number.NaN : Date.parse(saved.at);
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
