/** Dropping from the palette: onto the canvas, or into an edge, which shows it before. */

import { useReactFlow } from "@xyflow/react";
import { type DragEvent, type RefObject, useCallback, useRef } from "react";
import { add, goesIntoEdge } from "../actions/addNodes";
import type { Addable } from "../actions/createCall";
import { storedBlocks } from "../actions/storedBlocks";
import { snapped } from "../document/grid";
import type { CanvasStore } from "../store/canvasState";
import { useCanvasStore } from "../store/StoreContext";
import { useUiStore } from "../store/uiStore";
import { DRAG_TYPE, MODEL_PREFIX, NEW_CUSTOM, STORED_PREFIX } from "../ui/paletteDrag";
import { edgeAt } from "./edgeAt";

/** How far above the pointer a dropped node starts, so that it lies under it. */
const GRIP = 24;

export function useDropTarget(frame: RefObject<HTMLDivElement | null>) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const { screenToFlowPosition } = useReactFlow();
  /** What is dragged, and whether an edge takes it. */
  const dragged = useRef<{ path: string; insertable: boolean } | null>(null);

  const mark = useCallback(
    (edge: string | null) => {
      if (ui.getState().dropEdge !== edge) ui.setState({ dropEdge: edge });
    },
    [ui],
  );

  const onDragOver = useCallback(
    (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      const path = ui.getState().dragging;
      if (path !== null && dragged.current?.path !== path) {
        const thing = thingOf(store, path);
        dragged.current = { path, insertable: thing !== null && goesIntoEdge(store, thing) };
      }
      const insertable = path !== null && dragged.current?.insertable === true;
      mark(insertable ? edgeAt(frame.current, event.clientX, event.clientY) : null);
    },
    [store, ui, frame, mark],
  );

  const onDragLeave = useCallback(
    (event: DragEvent) => {
      const into = event.relatedTarget;
      if (into instanceof Node && frame.current?.contains(into)) return;
      mark(null);
    },
    [frame, mark],
  );

  const onDrop = useCallback(
    (event: DragEvent) => {
      const path = event.dataTransfer.getData(DRAG_TYPE);
      if (path === "") return;
      event.preventDefault();
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const place: [number, number] = [snapped(x), snapped(y - GRIP)];
      const thing = thingOf(store, path);
      const insertable = thing !== null && goesIntoEdge(store, thing);
      const edge = insertable ? edgeAt(frame.current, event.clientX, event.clientY) : null;
      ui.setState({ dragging: null, dropEdge: null });
      if (thing !== null) {
        add(
          store,
          thing,
          edge === null ? { kind: "at", place } : { kind: "edge", edge, at: place },
        );
      }
      frame.current?.focus({ preventScroll: true });
    },
    [store, ui, frame, screenToFlowPosition],
  );

  return { onDragOver, onDragLeave, onDrop };
}

/** What a drag carries; see `ui/paletteDrag`. */
function thingOf(store: CanvasStore, path: string): Addable | null {
  const state = store.getState();
  const { catalogue, design } = state;
  if (path === NEW_CUSTOM) return { kind: "custom", label: "New custom layer" };
  if (path.startsWith(MODEL_PREFIX)) {
    const model = path.slice(MODEL_PREFIX.length);
    return { kind: "block", label: design.models[model]?.name ?? model, model };
  }
  if (path.startsWith(STORED_PREFIX)) {
    const id = path.slice(STORED_PREFIX.length);
    const block = storedBlocks(state).find((one) => one.id === id);
    return block ? { kind: "stored", label: block.title, block } : null;
  }
  const entry = catalogue?.find(path);
  return entry ? { kind: "entry", label: entry.name, entry } : null;
}
