/** Lets the canvas show a new node's shapes before the forms of that node are made. */

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { type CanvasStore, staleOf } from "../store/canvasState";

/** Longer than this nothing waits for shapes. */
const LONGEST_MS = 150;

/**
 * Whether the forms of a node are to be there. Those of a node that has just come to be, of which the
 * analysis says nothing yet, wait until the frame with its shapes: they take longer to draw than all
 * of the canvas. Any key has them come at once, so that what it does is done to this node's.
 *
 * @param isNew Whether the analysis knows nothing of the node.
 */
export function useAfterShapes(store: CanvasStore, isNew: boolean): boolean {
  const [ready, setReady] = useState(() => !(isNew && isComing(store)));
  useEffect(() => {
    if (ready) return;
    const show = () => setReady(true);
    const showNow = () => flushSync(show);
    let timer = setTimeout(show, LONGEST_MS);
    let frame = 0;
    const leave = store.subscribe((state) => {
      if (frame !== 0 || staleOf(state)) return;
      frame = requestAnimationFrame(() => {
        clearTimeout(timer);
        timer = setTimeout(show, 0);
      });
    });
    window.addEventListener("keydown", showNow, true);
    return () => {
      leave();
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      window.removeEventListener("keydown", showNow, true);
    };
  }, [ready, store]);
  return ready;
}

/** Whether an analysis is under way. Where none was ever there, Keras may be starting. */
function isComing(store: CanvasStore): boolean {
  const state = store.getState();
  const linked = state.sync.epoch !== null && !state.offline;
  return linked && state.analysis !== null && staleOf(state);
}
