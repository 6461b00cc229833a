/** Calls that were put somewhere join the frame that is there. */

import type { Design } from "../../../shared/document";
import { dropped } from "../document/frameMembers";
import { framesOf } from "../document/notes";
import { analysisOf, type CanvasStore } from "../store/canvasState";
import { callsOfViews } from "../view/drawnFrames";
import { drawnPlaces, drawnView } from "../view/drawnView";
import { boxesOfCalls } from "../view/noteBoxes";

/**
 * A changed design, in whose shown graph some calls have come to where they are.
 *
 * @param moved Ids of those calls, or of the nodes that stand for some.
 */
export function joined(store: CanvasStore, design: Design, moved: string[]): Design {
  const state = store.getState();
  const { graph: graphId, catalogue } = state;
  if (moved.length === 0 || Object.keys(framesOf(design, graphId)).length === 0) return design;
  const subject = { design, graphId, catalogue, analysis: analysisOf(state) };
  const view = drawnView(subject, null);
  const places = drawnPlaces(view, subject);
  return dropped(design, graphId, callsOfViews(view.frames, moved), boxesOfCalls(view, places));
}
