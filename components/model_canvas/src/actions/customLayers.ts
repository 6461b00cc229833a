/** Custom layers: a new one, and the way to the panel with their code. */

import { bus } from "../../../shared/bus";
import type { Entry } from "../../../shared/catalogue";
import { addAfter } from "../document/addConnected";
import { withNewClass } from "../document/customLayers";
import { addNode } from "../document/nodes";
import { outputCounts } from "../document/outputs";
import type { Point } from "../document/types";
import { analysisOf, type CanvasStore } from "../store/canvasState";
import { createNodes } from "./createNodes";

/**
 * Add a new class, a layer of it, and show its code.
 *
 * @param at Where it was dropped; without it, it goes below what is selected and is wired to it.
 */
export function addCustomLayer(store: CanvasStore, at?: Point): void {
  const state = store.getState();
  const { template, selection } = state;
  if (template === null) return;
  const counts = outputCounts(analysisOf(state)?.graphs[state.graph]);
  const made = createNodes(store, "New custom layer", (before, graphId) => {
    const { design, name } = withNewClass(before, template);
    const entry: Entry = {
      ...template.entry,
      path: name,
      name,
      auto_name: `${template.entry.auto_name}${name.slice(template.name.length)}`,
    };
    return at
      ? addNode(design, graphId, entry, at)
      : addAfter(design, graphId, entry, selection, counts);
  });
  if (made.length === 0) return;
  if (!at) store.getState().requestView(made);
  editCode();
}

/** Streamlit's panel with the code of the design's own layers (`app/ui/panel_tabs.py`). */
const PANEL = "Layer code";

/** Show the panel with the code of the design's own layers. */
export function editCode(): void {
  bus().emit("panel", PANEL);
}
