/** Keys that look at the drawing or write on it, and change nothing of the model but names. */

import { addComment, addFrame } from "../actions/notes";
import { toggleProjection } from "../actions/project";
import { startRenaming } from "../actions/rename";
import type { CanvasStore } from "../store/canvasState";
import type { UiStore } from "../store/uiStore";

/** Carry out a plain key; returns whether it meant something. */
export function paperKey(key: string, element: Element, store: CanvasStore, ui: UiStore): boolean {
  const { selection, requestView } = store.getState();
  switch (key) {
    case "F2": {
      const [only] = selection;
      return selection.length === 1 && only !== undefined && startRenaming(store, ui, only);
    }
    case "z":
      requestView(selection.length > 0 ? "selection" : "all");
      return true;
    case "c":
      addComment(store, ui);
      return true;
    case "C":
      return addFrame(store, ui);
    case "p":
      toggleProjection(ui, element);
      return true;
    default:
      return false;
  }
}
