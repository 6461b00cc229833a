/** Completes a change of the design: nodes without a position get one, outputs keep their order. */

import { type Design, type Fix, graphOf, lookup, MAIN } from "../../../shared/document";
import { withFittedBlocks } from "../document/fittedBlocks";
import { placeMissing } from "../document/missingPlaces";
import { withOutputOrder } from "../document/outputs";
import { applied, type Patch } from "../live/patch";
import { settled } from "../view/drawnView";
import { analysisOf, type CanvasState } from "./canvasState";

/**
 * A change made, and blocks that it wires made to fit. A graph that came without places is drawn where the layout has its nodes; the first
 * change that places one of them leaves the others where they are.
 */
export function placed(state: CanvasState, change: (design: Design) => Design): Design {
  const { design, graph: graphId, catalogue } = state;
  const changed = fitted(state, change(design));
  const bare = lookup(design.positions, graphId) === undefined;
  const nodes = graphOf(design, graphId)?.nodes ?? {};
  if (!bare || !lookup(changed.positions, graphId) || Object.keys(nodes).length === 0)
    return withOutputOrder(design, changed);
  const drawn = settled({ design, graphId, catalogue, analysis: analysisOf(state) });
  return withOutputOrder(design, fitted(state, change(drawn)));
}

function fitted(state: CanvasState, changed: Design): Design {
  const { design, graph } = state;
  const found = analysisOf(state)?.graphs[graph]?.nodes;
  return withFittedBlocks(design, changed, graph, (id) => found && lookup(found, id)?.outputs);
}

/** A design with a fix applied; what the fix adds gets a place, what it leaves alone is the same. */
export function patched(design: Design, fix: Fix): Design {
  return complete(applied(design, fix.patch as unknown as Patch));
}

/** A design in which every call has a place, as far as its graph has any. */
export function complete(design: Design): Design {
  return [MAIN, ...Object.keys(design.models)].reduce(placeMissing, design);
}

/** The way to a graph: back along the way one came, or one step further. */
export function trailTo({ graph, trail }: CanvasState, next: string): string[] {
  if (next === graph) return trail;
  const way = [...trail, graph];
  return next === MAIN ? [] : way.slice(0, way.includes(next) ? way.indexOf(next) : way.length);
}
