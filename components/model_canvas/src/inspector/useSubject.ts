/** What the inspector shows: the current graph with its design, catalogue and analysis. */

import { useDeferredValue, useMemo } from "react";
import type { Catalogue } from "../../../shared/catalogue";
import {
  type Analysis,
  type Design,
  type Graph,
  type GraphAnalysis,
  graphOf,
  lookup,
} from "../../../shared/document";
import { type OutputCounts, outputCounts } from "../document/outputs";
import { analysisOf, type CanvasStore, staleOf } from "../store/canvasState";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { useLasting } from "../ui/useLasting";

export interface Subject {
  store: CanvasStore;
  design: Design;
  graphId: string;
  graph: Graph;
  catalogue: Catalogue | null;
  analysis: Analysis | null;
  /** Of the shown graph. */
  found: GraphAnalysis | null;
  stale: boolean;
  counts: OutputCounts;
  /** Change the design in one undoable step. */
  edit: (label: string, change: (design: Design) => Design, coalesce?: string) => void;
}

/** An analysis that is behind for longer than this is shown to be. */
const LATE_MS = 600;

export function useSubject(): Subject {
  const store = useCanvasStore();
  const design = useCanvas((state) => state.design);
  const graphId = useCanvas((state) => state.graph);
  const catalogue = useCanvas((state) => state.catalogue);
  // What an analysis says is on the canvas first.
  const analysis = useDeferredValue(useCanvas(analysisOf));
  const stale = useLasting(useCanvas(staleOf), LATE_MS);
  return useMemo(() => {
    const found = (analysis && lookup(analysis.graphs, graphId)) ?? null;
    return {
      store,
      design,
      graphId,
      graph: graphOf(design, graphId) ?? design.main,
      catalogue,
      analysis,
      found,
      stale,
      counts: outputCounts(found),
      edit: (label, change, coalesce) => {
        store.getState().edit(label, change, coalesce === undefined ? {} : { coalesce });
      },
    };
  }, [store, design, graphId, catalogue, analysis, stale]);
}
