/** Tells of panels that open beside the canvas: it gets narrower. */

import { onceReleased } from "./onceReleased";

/**
 * Watch the width of an element.
 *
 * @param then Told how many pixels of it are gone, once it has stood for so many milliseconds, and
 * nothing in it is pressed.
 * @returns How to end that.
 */
export function whenNarrowed(
  element: HTMLElement | null,
  then: (taken: number) => void,
  pause: number,
): () => void {
  let giveUp = () => {};
  let before = element?.offsetWidth ?? 0;
  const observer = new ResizeObserver(() => {
    giveUp();
    const tell = () => {
      const [was, now] = [before, element?.offsetWidth ?? 0];
      before = now;
      if (0 < now && now < was) then(was - now);
    };
    giveUp = onceReleased(element, tell, pause);
  });
  if (element) observer.observe(element);
  return () => {
    giveUp();
    observer.disconnect();
  };
}
