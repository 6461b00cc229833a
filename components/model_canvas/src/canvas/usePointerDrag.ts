/** Dragging what is no node: a frame, a comment, its corner. */

import { useReactFlow } from "@xyflow/react";
import type { PointerEvent } from "react";
import { snapped } from "../document/grid";
import { useStable } from "./useStable";

/** From so many pixels on a press is a drag. */
const THRESHOLD = 3;

interface Drag {
  /** How far it was dragged, on the grid, and where the pointer is on the page. */
  onMove: (dx: number, dy: number, at: { x: number; y: number }) => void;
  onEnd: (dx: number, dy: number, at: { x: number; y: number }) => void;
}

/** Returns the handler that begins it. */
export function usePointerDrag({ onMove, onEnd }: Drag) {
  const { getZoom } = useReactFlow();
  return useStable((event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    const element = event.currentTarget;
    const start = { x: event.clientX, y: event.clientY };
    const zoom = getZoom();
    let moved = false;
    const way = (to: globalThis.PointerEvent) => {
      const [dx, dy] = [to.clientX - start.x, to.clientY - start.y];
      moved ||= Math.hypot(dx, dy) >= THRESHOLD;
      return [snapped(dx / zoom), snapped(dy / zoom), { x: to.clientX, y: to.clientY }] as const;
    };
    element.setPointerCapture(event.pointerId);
    const move = (to: globalThis.PointerEvent) => {
      const found = way(to);
      if (moved) onMove(...found);
    };
    const up = (to: globalThis.PointerEvent) => {
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", up);
      const found = way(to);
      if (moved) onEnd(...found);
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
  });
}
