/** The stores of this page: one for each canvas, for as long as the page lives. */

import { bus } from "../../../shared/bus";
import type { CanvasStore } from "./canvasState";
import { createCanvasStore } from "./canvasStore";
import { watch } from "./watchdog";

const stores = new Map<string, CanvasStore>();

/** The store of the canvas with this key; the same one as long as the page lives. */
export function canvasStore(key: string): CanvasStore {
  const existing = stores.get(key);
  if (existing) return existing;
  const store = createCanvasStore(key);
  stores.set(key, store);
  listen(store);
  watch(store);
  return store;
}

/** Join a store to the other components of the page. */
function listen(store: CanvasStore): void {
  const page = bus();
  page.on("catalogue", ({ catalogue, gallery, template }) =>
    store.getState().offer(catalogue, gallery, template),
  );
  page.on("focus", ({ graph, nodes }) => store.getState().focus(graph, nodes));
  page.on("fix", (fix) => store.getState().applyFix(fix));
  page.on("preview", (fix) => store.getState().foresee(fix));
  store.subscribe((state, before) => {
    // The preview was of the design before; the code view sends a new one.
    if (state.design !== before.design && state.preview) state.foresee(null);
    const { rev, seq } = state.link;
    if (rev !== before.link.rev || seq !== before.link.seq) page.emit("drawn", { rev, seq });
    if (state.selection !== before.selection || state.graph !== before.graph) {
      page.emit("selection", { graph: state.graph, nodes: state.selection });
    }
  });
}
