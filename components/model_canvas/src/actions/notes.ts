/** Frames and comments in a user's hands; each is one step of the history. */

import type { Comment, Design, Frame } from "../../../shared/document";
import { lookup } from "../../../shared/document";
import { snapped } from "../document/grid";
import { commentsOf, framesOf, freshNoteId, withComment, withFrame } from "../document/notes";
import type { Point } from "../document/types";
import { analysisOf, type CanvasStore } from "../store/canvasState";
import type { UiStore } from "../store/uiStore";
import { drawnPlaces, drawnView } from "../view/drawnView";
import { boxesOfCalls, commentsAmong } from "../view/noteBoxes";
import { Obstacles } from "../view/obstacles";
import { counted } from "./counted";

/** The size of a comment that is about nothing. */
const COMMENT: Point = [208, 96];

const middles = new WeakMap<UiStore, () => Point>();

/** Say how the middle of what is in view is found: React Flow alone knows. */
export function measureMiddle(ui: UiStore, middle: () => Point): void {
  middles.set(ui, middle);
}

/**
 * Begin a comment: about the call that alone is selected, else at a place.
 *
 * @param at Its upper left corner, where it is about no call; without it, it lies in the middle.
 */
export function addComment(
  store: CanvasStore,
  ui: UiStore,
  at = besideNodes(store, middles.get(ui)?.() ?? [0, 0]),
): void {
  const { design, graph, selection } = store.getState();
  const id = freshNoteId(commentsOf(design, graph), "comment");
  const [only] = selection;
  const fresh: Comment =
    only !== undefined && selection.length === 1
      ? { text: "", node: only, color: "yellow" }
      : { text: "", position: [snapped(at[0]), snapped(at[1])], size: COMMENT, color: "yellow" };
  ui.setState({ writing: { kind: "comment", id, fresh } });
}

/** So far from one place to the next for a comment, and so many of them in each direction. */
const STEP = 48;
const STEPS = 16;

/** The place nearest to one at which a comment lies on no node. */
function besideNodes(store: CanvasStore, at: Point): Point {
  return freePlace(nodesOf(store, store.getState().design), at, COMMENT);
}

/** A design whose comments on the canvas lie on no node of the shown graph. */
export function withFreeComments(store: CanvasStore, design: Design): Design {
  const { graph } = store.getState();
  const comments = Object.entries(commentsOf(design, graph));
  if (comments.length === 0) return design;
  const nodes = nodesOf(store, design);
  return comments.reduce((before, [id, comment]) => {
    const { node, position, size } = comment;
    if (node != null || !position) return before;
    const place = freePlace(nodes, position, size ?? COMMENT);
    return withComment(before, graph, id, { ...comment, position: place });
  }, design);
}

/** The comments about no call that lie among some of the shown graph: they are copied with these. */
export function freeAmong(store: CanvasStore, nodes: readonly string[]): string[] {
  const state = store.getState();
  const { design, graph: graphId, catalogue } = state;
  if (Object.keys(commentsOf(design, graphId)).length === 0) return [];
  const subject = { design, graphId, catalogue, analysis: analysisOf(state) };
  const view = drawnView(subject, null);
  return commentsAmong(design, graphId, view, drawnPlaces(view, subject), nodes);
}

function nodesOf(store: CanvasStore, design: Design): Obstacles {
  const { graph: graphId, catalogue } = store.getState();
  const subject = { design, graphId, catalogue, analysis: analysisOf(store.getState()) };
  const view = drawnView(subject, null);
  return new Obstacles(boxesOfCalls(view, drawnPlaces(view, subject)).values());
}

function freePlace(nodes: Obstacles, [x, y]: Point, [width, height]: Point): Point {
  let best: Point = [x, y];
  let least = Infinity;
  for (let i = -STEPS; i <= STEPS; i += 1) {
    for (let j = -STEPS; j <= STEPS; j += 1) {
      // A canvas is wider than high.
      const far = Math.hypot(i, 1.5 * j);
      if (far >= least) continue;
      const place: Point = [x + i * STEP, y + j * STEP];
      if (nodes.covers({ x: place[0], y: place[1], width, height })) continue;
      best = place;
      least = far;
    }
  }
  return best;
}

/** Begin a frame around what is selected; returns whether there is anything. */
export function addFrame(store: CanvasStore, ui: UiStore): boolean {
  const { design, graph, selection, announce } = store.getState();
  if (selection.length === 0) {
    announce("Select the nodes that a frame shall hold first.");
    return false;
  }
  const known = framesOf(design, graph);
  const id = freshNoteId(known, "frame");
  const fresh: Frame = { title: "", nodes: selection, color: freeColor(known) };
  ui.setState({ writing: { kind: "frame", id, fresh } });
  return true;
}

/** What was written of a frame or a comment; null leaves it as it was, and a new one away. */
export function endWriting(store: CanvasStore, ui: UiStore, text: string | null): void {
  const { writing } = ui.getState();
  ui.setState({ writing: null });
  if (writing === null || text === null) return;
  const words = text.trim();
  const { edit, graph } = store.getState();
  if (writing.kind === "frame") {
    const { id, fresh } = writing;
    if (!fresh) changeFrame(store, id, "Name the frame", { title: words });
    else {
      edit(`Frame ${counted(fresh.nodes.length, "node")}`, (design) =>
        withFrame(design, graph, id, { ...fresh, title: words }),
      );
    }
    return;
  }
  const { id, fresh } = writing;
  // A comment that says nothing is none.
  if (words === "") {
    if (!fresh) removeComment(store, id);
  } else if (!fresh) changeComment(store, id, "Write a comment", { text: words });
  else edit("Add a comment", (design) => withComment(design, graph, id, { ...fresh, text: words }));
}

const TURN = ["blue", "green", "orange", "purple", "yellow", "pink", "red", "gray"];

/** A colour that no other frame has, as long as there is one. */
function freeColor(known: Record<string, Frame>): string {
  const used = new Set(Object.values(known).map(({ color }) => color));
  return TURN.find((color) => !used.has(color)) ?? "gray";
}

/** Change what a frame or a comment says, its colour, its place. */
export function changeFrame(
  store: CanvasStore,
  id: string,
  label: string,
  change: Partial<Frame>,
): void {
  const { graph, edit } = store.getState();
  edit(label, (design) => {
    const frame = lookup(framesOf(design, graph), id);
    return frame ? withFrame(design, graph, id, tidied({ ...frame, ...change })) : design;
  });
}

export function changeComment(
  store: CanvasStore,
  id: string,
  label: string,
  change: Partial<Comment>,
): void {
  const { graph, edit } = store.getState();
  edit(label, (design) => {
    const comment = lookup(commentsOf(design, graph), id);
    return comment ? withComment(design, graph, id, tidied({ ...comment, ...change })) : design;
  });
}

/** Without what is not set: a file does not hold that either. */
function tidied<T extends object>(note: T): T {
  const set = Object.entries(note).filter(([, value]) => value !== null && value !== false);
  return Object.fromEntries(set) as T;
}

/** Take a frame away; what is in it stays. */
export function removeFrame(store: CanvasStore, id: string): void {
  remove(store, "Remove the frame", (design, graph) => withFrame(design, graph, id, null));
}

export function removeComment(store: CanvasStore, id: string): void {
  remove(store, "Delete the comment", (design, graph) => withComment(design, graph, id, null));
}

function remove(
  store: CanvasStore,
  label: string,
  change: (design: Design, graph: string) => Design,
): void {
  const { graph, edit, announce } = store.getState();
  if (edit(label, (design) => change(design, graph))) announce(`${label}.`);
}
