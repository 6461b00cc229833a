/** Lays out a graph that came without positions, if the layout shown at once is only rough. */

import { useEffect } from "react";
import { lookup } from "../../../shared/document";
import { arrangeGraph } from "../actions/arrange";
import { positionsOf } from "../document/graphAccess";
import { isRough, SMALL } from "../layout/layout";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import type { DrawnView } from "../view/drawnView";
import { layoutProblem } from "../view/graphView";

export function useAutoTidy(view: DrawnView): void {
  const store = useCanvasStore();
  const graph = useCanvas((state) => state.graph);
  const opened = useCanvas((state) => state.opened);
  const bare = useCanvas((state) => {
    if (view.nodes.length <= SMALL) return false;
    const places = positionsOf(state.design, state.graph);
    return view.flat.nodes.every(({ id }) => lookup(places, id) === undefined);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each graph that is opened
  useEffect(() => {
    if (bare && isRough(layoutProblem(view))) void arrangeGraph(store);
  }, [bare, graph, opened, store]);
}
