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
  /** Whether it is not the one that opens panels. */
  closed?: boolean;
  /** Whether it does not wait until the canvas has shown the shapes. */
  eager?: boolean;
}

interface Link {
  data: Data;
  wish: (panel: string) => void;
}

/** A rerun that was asked for and has not come: it may have been lost. */
const PATIENCE_MS = 5000;

/** By the key of each: a page may have one for each part that is drawn by itself. */
const links = new Map<string, Link>();
const asked = new Map<string, ReturnType<typeof setTimeout>>();
let listening = false;

export default function mount({
  data: [data],
  key,
  setTriggerValue,
}: ComponentArguments<Data>): Cleanup {
  const mine = {
    data,
    wish: (panel: string) => setTriggerValue("wish", { id: freshToken(), panel }),
  };
  links.set(key, mine);
  answered(key);
  // Streamlit refuses triggers during mount.
  queueMicrotask(() => {
    if (!listening) listen();
    else lookAgain();
  });
  return () => {
    if (links.get(key) !== mine) return;
    links.delete(key);
    answered(key);
  };
}

function answered(key: string): void {
  clearTimeout(asked.get(key));
  asked.delete(key);
}

function lookAgain(): void {
  const state = bus().last("state");
  if (state) look(state);
}

function listen(): void {
  listening = true;
  bus().on("state", look);
  bus().on("analysis", ({ rev }) => {
    const draft = bus().last("draft") ?? "";
    for (const [key, { data }] of links) if (data.eager) lookFor(key, { draft, analysed: rev });
  });
  bus().on("panel", (panel) => {
    for (const { data, wish } of links.values()) if (!data.closed) wish(panel);
  });
}

function look(state: Topics["state"]): void {
  for (const key of links.keys()) lookFor(key, state);
}

function lookFor(key: string, state: Pick<Topics["state"], "draft" | "analysed">): void {
  const link = links.get(key);
  // Of two that are asked for at once Streamlit runs one: the other has its turn after that.
  if (link === undefined || asked.size > 0) return;
  // It is of the draft before; of the one that the canvas has now there is nothing drawn yet.
  if (state.draft !== bus().last("draft")) return;
  const { data, wish } = link;
  const moved = state.draft !== data.draft;
  if (moved ? data.pinned : !(data.reruns && state.analysed > data.rev)) return;
  const again = () => {
    asked.delete(key);
    lookAgain();
  };
  asked.set(key, setTimeout(again, PATIENCE_MS));
  wish("");
}
