/** Copy, cut and paste through the system's clipboard, so that they work between windows too. */

import { useReactFlow } from "@xyflow/react";
import { type ClipboardEvent, type PointerEvent, type RefObject, useCallback, useRef } from "react";
import { paste } from "../actions/addNodes";
import { drawSource } from "../actions/askPython";
import { copySelection, deleteSelection } from "../actions/editSelection";
import type { Clip } from "../document/clip";
import { clipFromText, clipToText } from "../document/clipText";
import { snapped } from "../document/grid";
import type { Point } from "../document/types";
import { looksLikeSource } from "../files/pythonSource";
import { useCanvasStore } from "../store/StoreContext";

export function useClipboard(frame: RefObject<HTMLDivElement | null>) {
  const store = useCanvasStore();
  const { screenToFlowPosition } = useReactFlow();
  const pointer = useRef<{ x: number; y: number } | null>(null);

  const onCopy = useCallback(
    (event: ClipboardEvent) => {
      if (isField(event)) return;
      const clip = copySelection(store);
      if (clip === null) return;
      event.clipboardData.setData("text/plain", clipToText(clip));
      event.preventDefault();
    },
    [store],
  );

  const onCut = useCallback(
    (event: ClipboardEvent) => {
      onCopy(event);
      if (event.isDefaultPrevented()) deleteSelection(store);
    },
    [store, onCopy],
  );

  const onPaste = useCallback(
    (event: ClipboardEvent) => {
      if (isField(event)) return;
      const text = event.clipboardData.getData("text/plain");
      const clip = clipFromText(text);
      if (clip === null && !looksLikeSource(text)) return;
      event.preventDefault();
      if (clip === null) {
        drawSource(store, text);
        return;
      }
      const box = frame.current?.getBoundingClientRect();
      const here = pointer.current;
      const over =
        box &&
        here &&
        here.x >= box.left &&
        here.x <= box.right &&
        here.y >= box.top &&
        here.y <= box.bottom;
      paste(store, clip, over ? shiftTo(clip, screenToFlowPosition(here)) : undefined);
    },
    [store, frame, screenToFlowPosition],
  );

  const onPointerMove = useCallback((event: PointerEvent) => {
    pointer.current = { x: event.clientX, y: event.clientY };
  }, []);
  const onPointerLeave = useCallback(() => {
    pointer.current = null;
  }, []);

  return { onCopy, onCut, onPaste, onPointerMove, onPointerLeave };
}

/** What brings the upper end of a clip to a point. */
function shiftTo({ positions }: Clip, to: { x: number; y: number }): Point {
  const points = Object.values(positions);
  if (points.length === 0) return [0, 0];
  const xs = points.map(([x]) => x);
  const left = (Math.min(...xs) + Math.max(...xs)) / 2;
  const top = Math.min(...points.map(([, y]) => y));
  return [snapped(to.x - left), snapped(to.y - top)];
}

function isField(event: ClipboardEvent): boolean {
  const target = event.nativeEvent.composedPath()[0];
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
