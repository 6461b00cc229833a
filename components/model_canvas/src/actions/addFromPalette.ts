/** Adding from the palette without a place: after what is selected, wired where that is plain. */

import type { Entry } from "../../../shared/catalogue";
import { type Design, graphOf } from "../../../shared/document";
import { addAfter, insertIntoEdge, wireAfter } from "../document/addConnected";
import { placeBelow } from "../document/freePlaces";
import { addBlock, type Created } from "../document/nodes";
import { outputCounts } from "../document/outputs";
import { placeStored } from "../document/storedBlock";
import { edges } from "../document/traversal";
import type { Point } from "../document/types";
import { analysisOf, type CanvasStore } from "../store/canvasState";
import { createNodes } from "./createNodes";
import { addCustomLayer } from "./customLayers";
import type { StoredBlock } from "./storedBlocks";

/** An entry of the catalogue, a definition of the design, a block from outside it, or a new custom layer. */
type Addable =
  | { kind: "entry"; label: string; entry: Entry }
  | { kind: "block"; label: string; model: string }
  | { kind: "stored"; label: string; block: StoredBlock }
  | { kind: "custom" };

/** Add a call of it below what is selected, and bring it into view. */
export function addFromPalette(store: CanvasStore, row: Addable): void {
  if (row.kind === "custom") {
    addCustomLayer(store);
    return;
  }
  const made = createNodes(store, `Add ${row.label}`, (design) => createdFrom(store, design, row));
  if (made.length === 0) return;
  store.getState().requestView(made);
  store.getState().announce(`${row.label} added.`);
}

type Known = Exclude<Addable, { kind: "custom" }>;

function createdFrom(store: CanvasStore, design: Design, row: Known): Created {
  const state = store.getState();
  const { graph: graphId, selection, selectedEdges, catalogue } = state;
  const counts = outputCounts(analysisOf(state)?.graphs[graphId]);
  if (row.kind === "block" || row.kind === "stored") {
    const at = placeBelow(design, graphId, selection);
    const created =
      row.kind === "block"
        ? addBlock(design, graphId, row.model, at)
        : placeStored(design, graphId, row.block.design, at);
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
