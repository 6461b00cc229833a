/** A call through the lens that is on. */

import { lookup } from "../../../shared/document";
import { analysisOf, shownOf } from "../store/canvasState";
import { useCanvas } from "../store/StoreContext";
import { useUi } from "../store/uiStore";
import { collapsedFrames } from "../view/drawnFrames";
import { type Lensed, lensed } from "../view/lens";

/** Node `id` of the graph that is shown; undefined without a lens, or where nothing is known. */
export function useLensed(id: string): Lensed | undefined {
  const lens = useUi((state) => state.lens);
  return useCanvas((state) => {
    const { costs, graph } = state;
    const { owner } = collapsedFrames(shownOf(state), graph);
    const told = lookup(analysisOf(state)?.graphs ?? {}, graph);
    return memoised(costs?.costs ?? null, graph, lens, owner, told)?.get(id);
  });
}

let known: { key: readonly unknown[]; value: ReturnType<typeof lensed> } | null = null;

/** All nodes ask for the same: it is worked out once. */
function memoised(...key: Parameters<typeof lensed>): ReturnType<typeof lensed> {
  if (!known?.key.every((part, index) => part === key[index])) {
    known = { key, value: lensed(...key) };
  }
  return known?.value ?? null;
}
