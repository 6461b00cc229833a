/**
 * Joins the live channel to Streamlit: an edit causes no rerun, but a panel that Streamlit draws is
 * drawn again once the canvas has shown the shapes, if it is looked at. One rerun at a time.
 */

import { bus } from "../../shared/bus";
import { freshToken } from "../../shared/freshToken";
import type { Cleanup, ComponentArguments } from "../../shared/streamlit";
import { mark } from "./checklist";

interface Data {
  /** The draft of the page's address. */
  draft: string;
  /** The analysed revision that the open panel shows. */
  rev: number;
  /** Whether that panel is drawn by Streamlit. */
  reruns: boolean;
  /** Whether the page stays at its draft: what is said of another is not about it. */
  pinned?: boolean;
  /** Of a lesson's check: the verdict that is drawn, number 0 for none; no id: it is like no other. */
  verdict?: { number: number; id: string };
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
  for (const key of links.keys()) lookFor(key);
}

function listen(): void {
  listening = true;
  bus().on("verdict", lookAgain);
  bus().on("state", lookAgain);
  bus().on("panel", (panel) => {
    for (const { data, wish } of links.values()) if (!data.verdict) wish(panel);
  });
}

function lookFor(key: string): void {
  const link = links.get(key);
  if (link === undefined) return;
  const { data, wish } = link;
  const behind = data.verdict ? isOfAnotherVerdict(data, data.verdict) : isOfAnotherState(data);
  // Of two that are asked for at once Streamlit runs one: the other has its turn after that.
  if (!behind || asked.size > 0) return;
  const again = () => {
    asked.delete(key);
    lookAgain();
  };
  asked.set(key, setTimeout(again, PATIENCE_MS));
  wish("");
}

function isOfAnotherState({ draft, rev, reruns, pinned }: Data): boolean {
  const state = bus().last("state");
  // It is of the draft before; of the one that the canvas has now there is nothing drawn yet.
  if (state === undefined || state.draft !== bus().last("draft")) return false;
  return state.draft !== draft ? !pinned : reruns && state.analysed > rev;
}

/** Whether other words are to be drawn than there are; the list follows at once. */
function isOfAnotherVerdict({ draft }: Data, drawn: { number: number; id: string }): boolean {
  const verdict = bus().last("verdict");
  if (verdict?.draft !== draft || verdict.number < drawn.number) return false;
  mark(verdict);
  return verdict.number > drawn.number && verdict.id !== drawn.id;
}
