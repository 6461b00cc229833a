/** Dropping from the palette: onto the canvas, or into an edge. */

import { useReactFlow } from "@xyflow/react";
import { type DragEvent, type RefObject, useCallback } from "react";
import { addAt, addBlockAt } from "../actions/addNodes";
import { addCustomLayer } from "../actions/customLayers";
import { addStoredAt } from "../actions/storedBlocks";
import { snapped } from "../document/grid";
import { useCanvasStore } from "../store/StoreContext";
import { DRAG_TYPE, MODEL_PREFIX, NEW_CUSTOM, STORED_PREFIX } from "../ui/paletteDrag";

/** How far above the pointer a dropped node starts, so that it lies under it. */
const GRIP = 24;

export function useDropTarget(frame: RefObject<HTMLDivElement | null>) {
  const store = useCanvasStore();
  const { screenToFlowPosition } = useReactFlow();

  const onDragOver = useCallback((event: DragEvent) => {
    if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  }, []);

  const onDrop = useCallback(
    (event: DragEvent) => {
      const path = event.dataTransfer.getData(DRAG_TYPE);
      if (path === "") return;
      event.preventDefault();
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      const place: [number, number] = [snapped(x), snapped(y - GRIP)];
      const entry = store.getState().catalogue?.find(path);
      if (path === NEW_CUSTOM) {
        addCustomLayer(store, place);
      } else if (path.startsWith(MODEL_PREFIX)) {
        addBlockAt(store, path.slice(MODEL_PREFIX.length), place);
      } else if (path.startsWith(STORED_PREFIX)) {
        const edge = edgeAt(frame.current, event.clientX, event.clientY);
        addStoredAt(store, path.slice(STORED_PREFIX.length), place, edge);
      } else if (entry) {
        addAt(store, entry, place, edgeAt(frame.current, event.clientX, event.clientY));
      }
      frame.current?.focus({ preventScroll: true });
    },
    [store, frame, screenToFlowPosition],
  );

  return { onDragOver, onDrop };
}

/** The edge under a point of the window. */
function edgeAt(frame: HTMLElement | null, x: number, y: number): string | null {
  const root = frame?.getRootNode() as Document | ShadowRoot | undefined;
  const hit = root?.elementsFromPoint(x, y).find((element) => element.closest(".react-flow__edge"));
  return hit?.closest(".react-flow__edge")?.getAttribute("data-id") ?? null;
}
