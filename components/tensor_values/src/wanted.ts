/**
 * What is looked at: which pass, and which of its calls. It is kept while the page lives, so that a
 * panel that is opened again shows what it showed.
 */

import { bus } from "../../shared/bus";
import type { FlowEntry, FlowInput, FlowPlace, FlowSettings } from "../../shared/types.gen";

export interface Wanted {
  settings: FlowSettings;
  place: FlowPlace | null;
}

export const NO_INPUT: FlowInput = { kind: "random", value: 1, seed: 0, values: [], width: 0 };

const FIRST: Wanted = {
  settings: {
    inputs: {},
    batch: 1,
    training: false,
    seed: 0,
    draw: 0,
    sample: 0,
    rate: null,
    trained: false,
  },
  place: null,
};

/** While somebody draws, the server is asked this often. */
const PAUSE_MS = 60;

/** Inputs are those of one draft. */
let draft = "";
let wanted = FIRST;
let shown = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let last = 0;
const listeners = new Set<() => void>();

export function wantedNow(): Wanted {
  return wanted;
}

export function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Look at another pass. */
export function want(change: Partial<FlowSettings>): void {
  set({ ...wanted, settings: { ...wanted.settings, ...change } });
}

/** Give an input something else. */
export function give(node: string, change: Partial<FlowInput>): void {
  const { inputs } = wanted.settings;
  want({ inputs: { ...inputs, [node]: { ...(inputs[node] ?? NO_INPUT), ...change } } });
}

/** Give every input that has some the data that the design is trained with. */
export function giveOwnData(
  entries: readonly FlowEntry[],
  change: Partial<FlowSettings> = {},
): void {
  const { inputs } = wanted.settings;
  const given = entries
    .filter(({ own }) => own)
    .map(({ node }) => [node, { ...(inputs[node] ?? NO_INPUT), kind: "data" as const }]);
  want({ inputs: { ...inputs, ...Object.fromEntries(given) }, ...change });
}

/** Look at another call. */
export function lookAt(place: FlowPlace | null): void {
  set({ ...wanted, place });
}

/** Begin to look, or begin anew for another draft; returns a function that ends it. */
export function open(): () => void {
  shown += 1;
  const off = bus().on("draft", (id) => {
    if (draft && id !== draft) {
      set({ settings: { ...wanted.settings, inputs: {}, sample: 0 }, place: null });
    }
    draft = id;
  });
  say();
  return () => {
    off();
    shown -= 1;
    clearTimeout(timer);
    if (shown === 0) bus().emit("values", { settings: null, call: null });
  };
}

function set(next: Wanted): void {
  wanted = next;
  for (const listener of [...listeners]) listener();
  if (shown === 0) return;
  clearTimeout(timer);
  const since = Date.now() - last;
  if (since >= PAUSE_MS) say();
  else timer = setTimeout(say, PAUSE_MS - since);
}

function say(): void {
  last = Date.now();
  bus().emit("values", { settings: wanted.settings, call: wanted.place });
}
