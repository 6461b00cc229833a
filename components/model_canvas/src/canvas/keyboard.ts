/** What keys do on the canvas. */

import type { KeyboardEvent } from "react";
import { moveSelection } from "../actions/arrange";
import { COMMANDS, commandAt, isEnabled, isTaken, keyOf } from "../actions/commands";
import { lookFor } from "../actions/editingCommands";
import { deleteSelection, moveSelectedInput } from "../actions/editSelection";
import { neighbour } from "../actions/lookAround";
import { GRID } from "../document/grid";
import type { CanvasStore } from "../store/canvasState";
import { isReadonly } from "../store/looking";
import type { UiStore } from "../store/uiStore";
import { callsOfViews, collapsedFrames } from "../view/drawnFrames";
import { edgeId } from "../view/edgeViews";
import { endAtCall } from "../view/frameEnds";
import { pointerOf } from "../view/portPlacement";

/** Which way an arrow key moves, by a step of the grid. */
export const ARROWS: Record<string, [number, number]> = {
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

/**
 * Whether Ctrl+Z belongs to a field: one with a text that is not in the design, such as code that is
 * to be pasted, or a value that the design cannot have. All others undo the last edit.
 */
export function hasOwnHistory(event: KeyboardEvent): boolean {
  const target = event.nativeEvent.composedPath()[0];
  if (!(target instanceof HTMLElement) || !isTyping(event)) return false;
  return target.matches("textarea, [contenteditable], [aria-invalid=true], dialog *, .quick-add *");
}

/** Undo and redo, wherever on the page the focus is; returns whether the key was one of them. */
export function historyKey(event: Keys, store: CanvasStore, ui: UiStore): boolean {
  const command = HISTORY.find(({ keys }) => keys?.includes(keyOf(event)));
  if (command === undefined) return false;
  const context = { store, ui, spot: null };
  if (isEnabled(command, context)) command.run?.(context);
  event.preventDefault();
  return true;
}

type Keys = Parameters<typeof keyOf>[0] & Pick<KeyboardEvent, "preventDefault">;

const HISTORY = COMMANDS.filter(({ id }) => id === "undo" || id === "redo");

/** Carry out a key press on the canvas; returns whether it meant something. */
export function canvasKey(event: KeyboardEvent, store: CanvasStore, ui: UiStore): boolean {
  const element = event.target as Element;
  // Buttons over the canvas, ports and menus have these keys themselves.
  const presses = (event.key === "Enter" || event.key === " ") && !event.altKey;
  if (presses && isControl(element)) return false;
  const done =
    atElement(event, element, store, ui) || command(event, store, ui) || search(event, store, ui);
  if (done) event.preventDefault();
  return done;
}

function isControl(element: Element): boolean {
  return element.closest("button, a, summary, [role=button], [role=menu]") !== null;
}

/** What a key means where the focus is. */
function atElement(
  event: KeyboardEvent,
  element: Element,
  store: CanvasStore,
  ui: UiStore,
): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  const arrow = ARROWS[event.key];
  if (arrow) return arrowKey(event, element, arrow, store);
  switch (event.key) {
    case "Delete":
    case "Backspace":
      return !isReadonly(store.getState()) && disconnectPort(element, store);
    case "Enter":
    case " ":
      return choose(element, store);
    case "Escape":
      return dismiss(store, ui);
    default:
      return false;
  }
}

function command(event: KeyboardEvent, store: CanvasStore, ui: UiStore): boolean {
  const context = { store, ui, spot: null };
  const found = commandAt(keyOf(event), context);
  found?.run?.(context);
  return found !== undefined;
}

/** A letter that means nothing else is the first one of what is looked for. */
function search(event: KeyboardEvent, store: CanvasStore, ui: UiStore): boolean {
  if (isReadonly(store.getState())) return false;
  const { key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || !/^\p{L}$/u.test(key) || isTaken(keyOf(event))) return false;
  const port = portOf(event.target as Element);
  // At an input that has its tensor, a layer goes into the wire there.
  if (port) store.getState().select([], [edgeId(port)]);
  lookFor({ store, ui, spot: null }, key);
  return true;
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

/** Select the node that has the focus; once it is, the key means what it means elsewhere. */
function choose(element: Element, store: CanvasStore): boolean {
  const node = nodeOf(element);
  if (node === null || !element.classList.contains("react-flow__node")) return false;
  const { selection, select } = store.getState();
  const calls = callsAt(store, node);
  if (calls.every((id) => selection.includes(id))) return false;
  select(calls);
  return true;
}

/** The calls that a node stands for. */
export function callsAt(store: CanvasStore, node: string): string[] {
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

/** The wired input that has the focus. */
export function portOf(element: Element): { target: string; pointer: string } | null {
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
