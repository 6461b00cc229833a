/** What keys do on the canvas. */

import type { KeyboardEvent } from "react";
import { duplicateSelection } from "../actions/addNodes";
import { moveSelection, tidyGraph } from "../actions/arrange";
import { blockOfSelection, dissolveSelection } from "../actions/blocks";
import { deleteSelection, moveSelectedInput, selectAll } from "../actions/editSelection";
import { expandFrame, toggleFrame } from "../actions/frames";
import { neighbour, openBlock } from "../actions/lookAround";
import { GRID } from "../document/grid";
import type { CanvasStore } from "../store/canvasState";
import type { UiStore } from "../store/uiStore";
import { callsOfViews, collapsedFrames } from "../view/drawnFrames";
import { edgeId } from "../view/edgeViews";
import { endAtCall } from "../view/frameEnds";
import { pointerOf } from "../view/portPlacement";

const ARROWS: Record<string, [number, number]> = {
  ArrowUp: [0, -GRID],
  ArrowDown: [0, GRID],
  ArrowLeft: [-GRID, 0],
  ArrowRight: [GRID, 0],
};

/** With Shift, an arrow key moves this many steps of the grid. */
const LEAP = 5;

/** Whether a key press belongs to a field that is being typed in. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.nativeEvent.composedPath()[0];
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** Undo and redo, wherever in the component the focus is; returns whether the key was one of them. */
export function historyKey(event: KeyboardEvent, store: CanvasStore): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false;
  const key = event.key.toLowerCase();
  if (key === "z") {
    if (event.shiftKey) store.getState().redo();
    else store.getState().undo();
  } else if (key === "y") store.getState().redo();
  else return false;
  event.preventDefault();
  return true;
}

/** Carry out a key press on the canvas; returns whether it meant something. */
export function canvasKey(event: KeyboardEvent, store: CanvasStore, ui: UiStore): boolean {
  const done = event.ctrlKey || event.metaKey ? chord(event, store) : plain(event, store, ui);
  if (done) event.preventDefault();
  return done;
}

function chord(event: KeyboardEvent, store: CanvasStore): boolean {
  switch (event.key.toLowerCase()) {
    case "a":
      selectAll(store);
      return true;
    case "d":
      duplicateSelection(store);
      return true;
    case "g":
      if (event.shiftKey) dissolveSelection(store);
      else blockOfSelection(store);
      return true;
    default:
      return false;
  }
}

function plain(event: KeyboardEvent, store: CanvasStore, ui: UiStore): boolean {
  const element = event.target as Element;
  const arrow = ARROWS[event.key];
  if (arrow) return arrowKey(event, element, arrow, store);
  switch (event.key) {
    case "Delete":
    case "Backspace":
      if (!disconnectPort(element, store)) deleteSelection(store);
      return true;
    case "Enter":
    case " ":
      return choose(element, event, store);
    case "Escape":
      return dismiss(store, ui);
    case "f":
      store.getState().requestView("all");
      return true;
    case "e":
      return toggleFrame(store);
    case "t":
      void tidyGraph(store);
      return true;
    default:
      return false;
  }
}

function arrowKey(
  event: KeyboardEvent,
  element: Element,
  [dx, dy]: [number, number],
  store: CanvasStore,
): boolean {
  if (event.altKey) {
    if (dx !== 0) {
      const port = portOf(element);
      if (port) store.getState().select([], [edgeId(port)]);
      moveSelectedInput(store, Math.sign(dx));
    } else walk(element, dy < 0 ? "up" : "down", store);
    return true;
  }
  const node = nodeOf(element);
  const calls = node === null ? [] : callsAt(store, node);
  const { selection, select } = store.getState();
  if (!calls.every((id) => selection.includes(id))) select(calls);
  const leap = event.shiftKey ? LEAP : 1;
  moveSelection(store, dx * leap, dy * leap);
  return true;
}

/** Go to a neighbour along the data, and bring it into view. */
function walk(element: Element, way: "up" | "down", store: CanvasStore): void {
  const { graph, selection, focus } = store.getState();
  const here = nodeOf(element) ?? selection[0];
  const next = here === undefined ? null : neighbour(store, here, way);
  if (next === null) return;
  focus(graph, callsAt(store, next));
  const frame = element.closest(".canvas");
  requestAnimationFrame(() => {
    frame?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next)}"]`)?.focus();
  });
}

function choose(element: Element, event: KeyboardEvent, store: CanvasStore): boolean {
  const node = nodeOf(element);
  if (node === null || !element.classList.contains("react-flow__node")) return false;
  const { selection, select } = store.getState();
  const calls = callsAt(store, node);
  const chosen = calls.every((id) => selection.includes(id));
  if (event.key === "Enter" && chosen && (expandFrame(store, node) || openBlock(store, node))) {
    return true;
  }
  select(calls);
  return true;
}

/** The calls that a node stands for. */
function callsAt(store: CanvasStore, node: string): string[] {
  const { design, graph } = store.getState();
  return callsOfViews(collapsedFrames(design, graph), [node]);
}

function dismiss(store: CanvasStore, ui: UiStore): boolean {
  const { connecting, question } = ui.getState();
  if (connecting || question) ui.setState({ connecting: null, question: null });
  else store.getState().select([]);
  return true;
}

/** Delete on a connected input port takes its tensor out. */
function disconnectPort(element: Element, store: CanvasStore): boolean {
  const port = portOf(element);
  if (port === null) return false;
  store.getState().select([], [edgeId(port)]);
  deleteSelection(store);
  return true;
}

function portOf(element: Element): { target: string; pointer: string } | null {
  if (!element.classList.contains("target") || !element.classList.contains("is-filled"))
    return null;
  const id = element.getAttribute("data-handleid");
  const target = element.getAttribute("data-nodeid");
  if (id === null || target === null) return null;
  const end = endAtCall({ node: target, port: id, kind: "target" });
  return { target: end.node, pointer: pointerOf(end.port) };
}

function nodeOf(element: Element): string | null {
  return element.closest(".react-flow__node")?.getAttribute("data-id") ?? null;
}
