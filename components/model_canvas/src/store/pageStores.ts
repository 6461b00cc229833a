/** The stores of this page: one for each canvas, for as long as the page lives. */

import { bus } from "../../../shared/bus";
import { type Channel, createChannel } from "../live/socket";
import { type CanvasState, type CanvasStore, staleOf } from "./canvasState";
import { createCanvasStore } from "./canvasStore";
import { keepHistory, keptHistory } from "./keptHistory";
import { isReadonly } from "./looking";
import { speakerFor } from "./speaker";

const stores = new Map<string, CanvasStore>();

const channels = new WeakMap<CanvasStore, Channel>();

const reruns = new WeakMap<CanvasStore, () => void>();

/** The store that the page shows: the others neither speak nor listen. */
let shown: CanvasStore | null = null;

/** The store of the canvas with this key; the same one as long as the page lives. */
export function canvasStore(key: string): CanvasStore {
  const existing = stores.get(key);
  if (existing) return existing;
  const store = createCanvasStore(key);
  stores.set(key, store);
  listen(store);
  tell(store);
  show(store);
  return store;
}

/**
 * Keep a store in touch with the server, for a session of Streamlit's.
 *
 * @param rerun Has Streamlit run its script again, which brings another session if it lost this one.
 */
export function join(store: CanvasStore, url: string, session: string, rerun: () => void): void {
  reruns.set(store, rerun);
  show(store);
  let channel = channels.get(store);
  if (!channel) {
    const mine = () => channels.get(store);
    channel = createChannel(
      url,
      speakerFor(store, mine, () => reruns.get(store)?.()),
    );
    channels.set(store, channel);
  }
  channel.open(session);
}

/** Let a store speak for the page, and the one before be silent. */
function show(store: CanvasStore): void {
  if (shown === store) return;
  const before = shown;
  shown = store;
  const page = bus();
  const state = store.getState();
  if (before !== null) {
    channels.get(before)?.close();
    channels.delete(before);
    page.emit("preview", null);
    page.emit("selection", { graph: state.graph, nodes: state.selection });
    page.emit("draft", state.sync.draft);
    page.emit("readonly", isReadonly(state));
    page.emit("analysis", found(state));
    page.emit("source", state.source);
    page.emit("flow", state.flow);
  }
  // A panel that is on the page already wants the same of this one.
  const source = page.last("look");
  if (source) state.say({ type: "look", source });
  const values = page.last("values");
  if (values?.settings) state.say({ type: "flow", ...values });
}

/** Do what the other components of the page ask for. */
function listen(store: CanvasStore): void {
  const page = bus();
  const mine = () => shown === store;
  page.on("catalogue", ({ catalogue, gallery, blocks, template }) =>
    store.getState().offer(catalogue, gallery, template, blocks),
  );
  page.on("focus", ({ graph, nodes }) => mine() && store.getState().focus(graph, nodes));
  page.on("fix", (fix) => mine() && store.getState().applyFix(fix));
  page.on("preview", (fix) => mine() && store.getState().foresee(fix));
  page.on("look", (source) => mine() && store.getState().say({ type: "look", source }));
  page.on("values", (look) => mine() && store.getState().say({ type: "flow", ...look }));
  page.on("typed", (typed) => mine() && store.getState().say({ type: "typed", ...typed }));
}

/** Tell the other components of the page what is new. */
function tell(store: CanvasStore): void {
  const page = bus();
  let analysed = 0;
  let waiting = false;
  const drawn = () => {
    waiting = false;
    const { sync, analysis } = store.getState();
    if (shown !== store || sync.epoch === null || analysis === null) return;
    analysed += 1;
    page.emit("state", {
      draft: sync.draft,
      rev: sync.rev,
      analysed: analysis.rev,
      shown: analysed,
    });
  };
  window.addEventListener("pagehide", () => {
    const state = store.getState();
    keepHistory(sessionStorage, state.sync.draft, state);
  });
  store.subscribe((state, before) => {
    if (state.sync.epoch !== null && before.sync.epoch === null) remember(store);
    // The preview was of the design before; the code view sends a new one.
    if (state.design !== before.design && state.preview) state.foresee(null);
    if (shown !== store) return;
    if (state.selection !== before.selection || state.graph !== before.graph) {
      page.emit("selection", { graph: state.graph, nodes: state.selection });
    }
    if (state.sync.draft !== before.sync.draft) page.emit("draft", state.sync.draft);
    if (isReadonly(state) !== isReadonly(before)) page.emit("readonly", isReadonly(state));
    if (FOUND.some((key) => state[key] !== before[key]) || staleOf(state) !== staleOf(before)) {
      page.emit("analysis", found(state));
    }
    if (state.verdict !== before.verdict && state.verdict) {
      page.emit("verdict", { ...state.verdict, draft: state.sync.draft });
    }
    if (state.source !== before.source) page.emit("source", state.source);
    if (state.flow !== before.flow) page.emit("flow", state.flow);
    // For the style of the page: the canvas says it, so Streamlit need not.
    if (state.offline !== before.offline) {
      document.documentElement.toggleAttribute("data-offline", state.offline);
    }
    if (state.answer !== before.answer && state.answer) page.emit("reading", state.answer);
    const news = state.analysis !== before.analysis || state.sync.draft !== before.sync.draft;
    if (!news || waiting) return;
    waiting = true;
    // After the frame in which it is drawn.
    requestAnimationFrame(() => setTimeout(drawn, 0));
  });
}

/** What the last page of this tab knew of the draft is undone here, too. */
function remember(store: CanvasStore): void {
  const { sync, past, future } = store.getState();
  const known = keptHistory(sessionStorage, sync.draft);
  if (known.past.length + known.future.length === 0) return;
  store.setState({
    past: [...known.past, ...past],
    future: past.length + future.length === 0 ? known.future : future,
  });
}

const FOUND = ["analysis", "remarks", "opened"] as const;

function found(state: CanvasState) {
  const { analysis, remarks } = state;
  const diagnostics = analysis?.result.diagnostics ?? [];
  return { rev: analysis?.rev ?? 0, diagnostics, remarks, stale: staleOf(state) };
}
