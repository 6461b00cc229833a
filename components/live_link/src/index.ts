/**
 * Joins the live channel to Streamlit: an edit causes no rerun, but a panel that Streamlit draws is
 * drawn again once the canvas has shown the shapes, if it is looked at. One rerun at a time.
 */

import { bus, type Topics } from "../../shared/bus";
import { freshToken } from "../../shared/freshToken";
import type { Cleanup, ComponentArguments } from "../../shared/streamlit";

interface Data {
  /** The draft of the page's address. */
  draft: string;
  /** The analysed revision that the open panel shows. */
  rev: number;
  /** Whether that panel is drawn by Streamlit. */
  reruns: boolean;
  /** Whether the page stays at its draft: what is said of another is not about it. */
  pinned?: boolean;
}

/** A rerun that was asked for and has not come: it may have been lost. */
const PATIENCE_MS = 5000;

let latest: { data: Data; wish: (panel: string) => void } | null = null;
let asked: ReturnType<typeof setTimeout> | undefined;
let listening = false;

export default function mount({
  data: [data],
  setTriggerValue,
}: ComponentArguments<Data>): Cleanup {
  const mine = {
    data,
    wish: (panel: string) => setTriggerValue("wish", { id: freshToken(), panel }),
  };
  latest = mine;
  clearTimeout(asked);
  asked = undefined;
  if (!listening) {
    listening = true;
    bus().on("state", look);
    bus().on("panel", (panel) => latest?.wish(panel));
  } else {
    // Streamlit refuses triggers during mount.
    queueMicrotask(() => {
      const state = bus().last("state");
      if (state) look(state);
    });
  }
  return () => {
    if (latest === mine) latest = null;
  };
}

function look(state: Topics["state"]): void {
  if (latest === null || asked !== undefined) return;
  const { data, wish } = latest;
  const moved = state.draft !== data.draft;
  if (moved ? data.pinned : !(data.reruns && state.analysed > data.rev)) return;
  asked = setTimeout(() => {
    asked = undefined;
    const last = bus().last("state");
    if (last) look(last);
  }, PATIENCE_MS);
  wish("");
}
