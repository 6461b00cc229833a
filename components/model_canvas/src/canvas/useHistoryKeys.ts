/** Ctrl+Z also where nothing has the focus: after a click beside the canvas, the page has it. */

import { type RefObject, useEffect } from "react";
import type { CanvasStore } from "../store/canvasState";
import type { UiStore } from "../store/uiStore";
import { historyKey } from "./keyboard";

/** @param inside What hears the keys inside of it by itself. */
export function useHistoryKeys(
  inside: RefObject<HTMLElement | null>,
  store: CanvasStore,
  ui: UiStore,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const path = event.composedPath();
      const [target] = path;
      if (event.defaultPrevented || (inside.current && path.includes(inside.current))) return;
      const typed = "input, textarea, select, [contenteditable], [contenteditable] *";
      if (target instanceof HTMLElement && target.matches(typed)) return;
      historyKey(event, store, ui);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [inside, store, ui]);
}
