/** Lays out a large graph that came without positions; small ones are laid out while drawing. */

import { useEffect } from "react";
import { tidyGraph } from "../actions";
import { lookup, positionsOf } from "../document/graphs";
import { SMALL } from "../layout/layout";
import { useCanvas, useCanvasStore } from "../StoreContext";
import type { GraphView } from "../view/graph";

export function useAutoTidy(view: GraphView): void {
  const store = useCanvasStore();
  const graph = useCanvas((state) => state.graph);
  const rev = useCanvas((state) => state.link.rev);
  const needed = useCanvas((state) => {
    if (view.nodes.length <= SMALL) return false;
    const places = positionsOf(state.design, state.graph);
    return view.nodes.every(({ id }) => lookup(places, id) === undefined);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each graph that is opened
  useEffect(() => {
    if (needed) void tidyGraph(store);
  }, [needed, graph, rev, store]);
}
