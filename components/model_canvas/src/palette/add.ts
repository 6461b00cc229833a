/** Adding from the palette without a place: after what is selected, wired where that is plain. */

import { edges } from "../document/edges";
import { graphOf } from "../document/graphs";
import { addBlock, type Created } from "../document/nodes";
import { placeBelow } from "../document/places";
import type { Design, Point } from "../document/types";
import { addAfter, insertIntoEdge, wireAfter } from "../document/wiring";
import { outputCounts } from "../inspector/subject";
import { analysisOf, type CanvasStore } from "../store";
import type { Usable } from "./rows";

export function addRow(store: CanvasStore, row: Usable): void {
  const state = store.getState();
  let nodes: string[] = [];
  const changed = state.edit(
    `Add ${row.label}`,
    (design) => {
      const created = createdFrom(store, design, row);
      nodes = created.nodes;
      return created.design;
    },
    { select: () => nodes },
  );
  if (!changed) return;
  store.getState().requestView(nodes);
  store.getState().announce(`${row.label} added.`);
}

function createdFrom(store: CanvasStore, design: Design, row: Usable): Created {
  const state = store.getState();
  const { graph: graphId, selection, selectedEdges, catalogue } = state;
  const found = analysisOf(state)?.graphs[graphId];
  const counts = found ? outputCounts(found) : {};
  if (row.kind === "block") {
    const created = addBlock(design, graphId, row.model, placeBelow(design, graphId, selection));
    return wireAfter(created, graphId, selection, counts, (path) => catalogue?.find(path));
  }
  const graph = graphOf(design, graphId);
  const [selected] = selectedEdges;
  const edge = graph && edges(graph).find(({ id }) => id === selected);
  if (edge && selectedEdges.length === 1 && selection.length === 0) {
    return insertIntoEdge(design, graphId, edge, row.entry, between(design, graphId, edge));
  }
  return addAfter(design, graphId, row.entry, selection, counts);
}

/** Halfway along an edge. */
function between(
  design: Design,
  graphId: string,
  { source, target }: { source: string; target: string },
): Point {
  const places = design.positions[graphId] ?? {};
  const [x1, y1] = places[source] ?? [0, 0];
  const [x2, y2] = places[target] ?? [x1, y1 + 128];
  return [Math.round((x1 + x2) / 16) * 8, Math.round((y1 + y2) / 16) * 8];
}
