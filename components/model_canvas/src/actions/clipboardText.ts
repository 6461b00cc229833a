/** The system's clipboard from a menu, where no event of the browser brings it along. */

import { type Design, graphOf, MAIN } from "../../../shared/document";
import { wireAfter } from "../document/addConnected";
import type { Clip } from "../document/clip";
import { copyNodes, pasteNodes } from "../document/clipboard";
import { clipFromText, clipToText } from "../document/clipText";
import { placeBelow } from "../document/freePlaces";
import { isInput, operationOf } from "../document/graphAccess";
import { snapped } from "../document/grid";
import { outputCounts } from "../document/outputs";
import type { FindEntry } from "../document/ports";
import { order } from "../document/traversal";
import type { Point } from "../document/types";
import { looksLikeSource } from "../files/pythonSource";
import { analysisOf, type CanvasStore, type Given } from "../store/canvasState";
import { graphView, placesOf } from "../view/graphView";
import { paste } from "./addNodes";
import { drawSource, readPiece } from "./askPython";
import { createNodes } from "./createNodes";
import { copySelection, cutSelection } from "./editSelection";

/** What was copied last on this page: a browser may keep its clipboard to itself. */
let last: string | null = null;

export function copyText(store: CanvasStore): boolean {
  const clip = copySelection(store);
  if (clip === null) return false;
  remember(clipToText(clip));
  return true;
}

export function cutText(store: CanvasStore): void {
  const clip = cutSelection(store);
  if (clip) remember(clipToText(clip));
}

/** Keep a text for `pasteText`, and put it onto the system's clipboard. */
export function remember(text: string): void {
  last = text;
  void navigator.clipboard?.writeText(text).catch(() => {});
}

/** Paste what is on the system's clipboard, or what was copied here last. */
export async function pasteText(store: CanvasStore, at: Point | null): Promise<void> {
  let text: string | null = null;
  try {
    text = (await navigator.clipboard?.readText()) ?? null;
  } catch {
    text = null;
  }
  if (text === null && last === null) {
    const { notify } = store.getState();
    notify("info", "This browser keeps its clipboard to itself: press Ctrl+V instead.");
    return;
  }
  if (!pasted(store, text ?? last ?? "", at)) {
    store.getState().notify("info", "There are no nodes and no Keras code on the clipboard.");
  }
}

/** Add what a text holds: nodes that were copied, or layers in Python. Returns whether it holds any. */
export function pasted(store: CanvasStore, text: string, at: Point | null): boolean {
  const clip = clipFromText(text);
  if (clip) {
    paste(store, clip, at ? shiftTo(clip, at) : undefined);
    return true;
  }
  if (!looksLikeSource(text)) return false;
  const { design, graph } = store.getState();
  if (Object.keys(graphOf(design, graph)?.nodes ?? {}).length === 0) drawSource(store, text);
  else {
    asked = { text, at };
    readPiece(store, text);
  }
  return true;
}

/** The piece that is being read, and where it goes. */
let asked: { text: string; at: Point | null } = { text: "", at: null };

/** Do with what the server gives what it was asked for. */
export function takeGiven(store: CanvasStore, { piece, excerpt }: Given): void {
  store.setState({ given: null });
  store.getState().reading(null);
  if (piece) pastePiece(store, piece);
  if (excerpt === undefined) return;
  remember(excerpt);
  store.getState().announce("Copied as Python.");
}

/** Add all calls of a design's main graph, laid out, and wired to the node that is selected. */
function pastePiece(store: CanvasStore, piece: Design): void {
  const { text, at } = asked;
  const state = store.getState();
  const { catalogue, selection } = state;
  const clip = copyNodes(
    piece,
    MAIN,
    order(piece.main).filter((id) => !isOpenInput(piece, id)),
  );
  if (clip === null) return;
  const subject = { design: piece, graphId: MAIN, catalogue, analysis: null };
  const positions = { ...placesOf(graphView(subject, null), subject) };
  const laid: Clip = { ...clip, positions: positions as Record<string, Point> };
  const made = createNodes(store, "Paste code", (design, graphId) => {
    const to = at ?? placeBelow(design, graphId, selection);
    const created = pasteNodes(design, graphId, laid, shiftTo(laid, to));
    const find: FindEntry = (path) => catalogue?.find(path);
    const counts = outputCounts(analysisOf(state)?.graphs[graphId]);
    const { design: wired } = wireAfter(created, graphId, selection, counts, find);
    return { design: wired, nodes: created.nodes };
  });
  if (made.length === 0) return;
  store.getState().requestView(made);
  const whole = Object.keys(piece.main.nodes).some(
    (id) => isInput(piece.main, id) && !isOpenInput(piece, id),
  );
  if (!whole) return;
  const { design, undo } = store.getState();
  const act = () => {
    undo();
    drawSource(store, text);
  };
  const said = "The code was added to this drawing.";
  store.setState({ suggestion: { text: said, button: "Draw it by itself", design, act } });
}

/** What brings the upper end of a clip to a point. */
function shiftTo({ positions }: Clip, [x, y]: Point): Point {
  const points = Object.values(positions);
  if (points.length === 0) return [0, 0];
  const xs = points.map(([left]) => left);
  const middle = (Math.min(...xs) + Math.max(...xs)) / 2;
  const top = Math.min(...points.map(([, height]) => height));
  return [snapped(x - middle), snapped(y - top)];
}

/** Whether a call is an input that a list of layers only seems to have: nothing is known of it. */
function isOpenInput({ main }: Design, id: string): boolean {
  const operation = operationOf(main, id);
  return isInput(main, id) && operation?.kind === "layer" && !Array.isArray(operation.config.shape);
}
