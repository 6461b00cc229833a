/** Moving nodes, by hand or by a layout. */

import { lookup } from "../../../shared/document";
import { aligned, distributed, type Placed, type Side } from "../document/align";
import { FRAME } from "../document/frameMembers";
import { positionsOf } from "../document/graphAccess";
import type { Point } from "../document/types";
import { tidy } from "../layout/layout";
import type { CanvasStore } from "../store/canvasState";
import { analysisOf } from "../store/canvasState";
import { drawnPlaces, drawnView, frameGroups, withDrawnPlaces } from "../view/drawnView";
import { layoutProblem } from "../view/graphView";
import { counted } from "./counted";
import { joined } from "./joinFrames";
import { withFreeComments } from "./notes";

/** Move what is selected by a step; steps in quick succession are one edit. */
export function moveSelection(store: CanvasStore, dx: number, dy: number): void {
  const state = store.getState();
  const { graph, selection } = state;
  if (selection.length === 0) return;
  const subject = subjectOf(store);
  const view = drawnView(subject, null);
  const places = drawnPlaces(view, subject);
  const drawn = new Set(selection.map((id) => view.frames.owner.get(id) ?? id));
  state.edit(
    `Move ${counted(drawn.size, "node")}`,
    (design) =>
      withDrawnPlaces(
        design,
        graph,
        Object.fromEntries(
          [...drawn].map((id) => {
            const [x, y] = lookup(places, id) ?? [0, 0];
            return [id, [x + dx, y + dy]] as const;
          }),
        ),
      ),
    { coalesce: `move ${selection.join()}` },
  );
}

/** Give the selected nodes a side in common. */
export function alignSelection(store: CanvasStore, side: Side): void {
  rearrange(store, "Align", (nodes) => aligned(nodes, side));
}

/** Put equal gaps between the selected nodes. */
export function distributeSelection(store: CanvasStore, way: "across" | "down"): void {
  rearrange(store, "Distribute", (nodes) => distributed(nodes, way));
}

function rearrange(
  store: CanvasStore,
  verb: string,
  change: (nodes: Record<string, Placed>) => Record<string, Point>,
): void {
  const { graph, selection, edit, announce } = store.getState();
  const subject = subjectOf(store);
  const view = drawnView(subject, null);
  const places = drawnPlaces(view, subject);
  const nodes: Record<string, Placed> = {};
  for (const id of new Set(selection.map((call) => view.frames.owner.get(call) ?? call))) {
    const [node, place] = [view.byId.get(id), lookup(places, id)];
    if (!node || !place) continue;
    const { width, height } = node;
    nodes[id] = { place: [place[0], place[1]], width, height };
  }
  const label = `${verb} ${counted(Object.keys(nodes).length, "node")}`;
  if (edit(label, (design) => withDrawnPlaces(design, graph, change(nodes)))) announce(`${label}.`);
}

/** Put nodes where they were dragged to. */
export function placeNodes(store: CanvasStore, places: Record<string, Point>): void {
  const state = store.getState();
  const label = `Move ${counted(Object.keys(places).length, "node")}`;
  state.edit(label, (design) =>
    joined(store, withDrawnPlaces(design, state.graph, places), Object.keys(places)),
  );
}

/** Lay the graph out anew; what is drawn meanwhile stays. */
export async function tidyGraph(store: CanvasStore): Promise<void> {
  const subject = subjectOf(store);
  const view = drawnView(subject, null);
  if (view.nodes.length === 0 || store.getState().tidying) return;
  store.setState({ tidying: true });
  try {
    const groups = frameGroups(view, subject.design, subject.graphId);
    const places = await tidy(layoutProblem(view), groups, FRAME);
    const { edit, graph, requestView } = store.getState();
    if (graph !== subject.graphId) return;
    edit("Tidy", (design) =>
      withFreeComments(store, withDrawnPlaces(design, subject.graphId, places)),
    );
    requestView("overview");
  } finally {
    store.setState({ tidying: false });
  }
}

/** Find better places for a graph that came without any, as far as it has not got some meanwhile. */
export async function arrangeGraph(store: CanvasStore): Promise<void> {
  const subject = subjectOf(store);
  const view = drawnView(subject, null);
  const groups = frameGroups(view, subject.design, subject.graphId);
  const places = await tidy(layoutProblem(view), groups, FRAME);
  const { design, graph, arrange, requestView } = store.getState();
  if (design !== subject.design) return;
  const { graphId } = subject;
  arrange(graphId, positionsOf(withDrawnPlaces(design, graphId, places), graphId));
  if (graph === graphId) requestView("overview");
}

function subjectOf(store: CanvasStore) {
  const state = store.getState();
  const { design, graph: graphId, catalogue } = state;
  return { design, graphId, catalogue, analysis: analysisOf(state) };
}
