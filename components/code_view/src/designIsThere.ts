/** Waits until there is something to show. */

import { bus } from "../../shared/bus";

/** A server that is away, or a page without a canvas: the panel says so, or is at least there. */
const PATIENCE_MS = 3000;

/** Resolves once the canvas of the page has a design; after some seconds in any case. */
export function designIsThere(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, PATIENCE_MS);
    const unsubscribe = bus().on("draft", done);

    function done(): void {
      clearTimeout(timer);
      resolve();
      // A remembered draft is told of while it is being subscribed to.
      queueMicrotask(() => unsubscribe());
    }
  });
}
