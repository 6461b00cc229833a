/** What a search over the canvas does with what was chosen. */

import { graphOf, lookup, type TensorSpec } from "../../../shared/document";
import { argumentsOf, isTensor } from "../document/argument";
import { edges } from "../document/traversal";
import { analysisOf, type CanvasStore } from "../store/canvasState";
import type { QuickAdd } from "../store/uiStore";
import { placeOfEdge } from "../view/edgeViews";
import { tensorAt } from "../view/portPlacement";
import { addFromPalette } from "./addFromPalette";
import { add } from "./addNodes";
import type { Addable } from "./createCall";
import { replaceLayer } from "./replaceLayer";

type Goal = QuickAdd["goal"];

/** Add it where it was looked for, or put it in the place of what it was looked for to replace. */
export function choose(store: CanvasStore, goal: Goal, thing: Addable): void {
  switch (goal.kind) {
    case "after":
      addFromPalette(store, thing);
      return;
    case "at":
      add(store, thing, goal);
      return;
    case "edge":
      add(store, thing, { ...goal, at: null });
      return;
    case "wire":
      add(store, thing, goal);
      return;
    case "replace":
      if (thing.kind === "entry") replaceLayer(store, goal.node, thing.entry);
  }
}

/** The tensor that goes into what is looked for; null where it is not known, or there is none. */
export function tensorFor(store: CanvasStore, goal: Goal): TensorSpec | null {
  const state = store.getState();
  const { design, graph: graphId, selection } = state;
  const graph = graphOf(design, graphId);
  const found = analysisOf(state)?.graphs[graphId];
  const spec = (node: string, index: number) =>
    (found && lookup(found.nodes, node)?.outputs?.[index]) ?? null;
  if (!graph) return null;
  switch (goal.kind) {
    case "after": {
      const [only] = selection;
      return only !== undefined && selection.length === 1 ? spec(only, 0) : null;
    }
    case "at":
      return null;
    case "edge": {
      const { target, pointer } = placeOfEdge(goal.edge);
      const edge = edges(graph).find((one) => one.target === target && one.pointer === pointer);
      return edge ? spec(edge.source, edge.index) : null;
    }
    case "wire": {
      if (goal.from.kind === "target") return null;
      const { tensor } = tensorAt(goal.from.node, goal.from.port);
      return spec(...tensor);
    }
    case "replace": {
      const node = lookup(graph.nodes, goal.node);
      const first = node && [...argumentsOf(node)].map(([, leaf]) => leaf).find(isTensor);
      return first ? spec(...first.tensor) : null;
    }
  }
}
