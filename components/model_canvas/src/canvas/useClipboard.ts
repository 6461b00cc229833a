/** Copy, cut and paste through the system's clipboard, so that they work between windows too. */

import { useReactFlow } from "@xyflow/react";
import { type ClipboardEvent, type PointerEvent, type RefObject, useCallback, useRef } from "react";
import { pasted } from "../actions/clipboardText";
import { copySelection, cutSelection } from "../actions/editSelection";
import type { Clip } from "../document/clip";
import { clipToText } from "../document/clipText";
import type { Point } from "../document/types";
import { useCanvasStore } from "../store/StoreContext";

export function useClipboard(frame: RefObject<HTMLDivElement | null>) {
  const store = useCanvasStore();
  const { screenToFlowPosition } = useReactFlow();
  const pointer = useRef<{ x: number; y: number } | null>(null);

  const onCopy = useCallback(
    (event: ClipboardEvent) => give(event, () => copySelection(store)),
    [store],
  );

  const onCut = useCallback(
    (event: ClipboardEvent) => give(event, () => cutSelection(store)),
    [store],
  );

  const onPaste = useCallback(
    (event: ClipboardEvent) => {
      if (isField(event)) return;
      const box = frame.current?.getBoundingClientRect();
      const here = pointer.current;
      const over =
        box &&
        here &&
        here.x >= box.left &&
        here.x <= box.right &&
        here.y >= box.top &&
        here.y <= box.bottom;
      const { x, y } = screenToFlowPosition(over ? here : { x: 0, y: 0 });
      const at: Point | null = over ? [x, y] : null;
      if (pasted(store, event.clipboardData.getData("text/plain"), at)) event.preventDefault();
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

function give(event: ClipboardEvent, taken: () => Clip | null): void {
  if (isField(event)) return;
  const clip = taken();
  if (clip === null) return;
  event.clipboardData.setData("text/plain", clipToText(clip));
  event.preventDefault();
}

function isField(event: ClipboardEvent): boolean {
  const target = event.nativeEvent.composedPath()[0];
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
