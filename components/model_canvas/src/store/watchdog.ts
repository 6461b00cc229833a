/** Sends the document again while Python does not have the last edit: messages can get lost. */

import type { CanvasStore } from "./canvasState";

/** Waits before the first, second … time. After the last one only a further edit is sent. */
const WAITS_MS = [2000, 4000, 8000, 16000, 32000];

/** Watch a store as long as the page lives. */
export function watch(store: CanvasStore): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let seq = -1;
  let tries = 0;

  const look = () => {
    const { link, resend } = store.getState();
    if (link.seq !== seq) {
      seq = link.seq;
      tries = 0;
    }
    clearTimeout(timer);
    if (link.acknowledged >= link.seq || tries >= WAITS_MS.length) return;
    timer = setTimeout(() => {
      tries += 1;
      resend();
      look();
    }, WAITS_MS[tries]);
  };

  store.subscribe((state, before) => {
    if (state.link !== before.link) look();
  });
}
