/** Waiting for the hand: what is being pressed must not move away under the pointer. */

/**
 * Act after a pause, as soon as nothing in an element is pressed.
 *
 * @param pause In milliseconds; after as many it is looked again.
 * @returns How to give that up.
 */
export function onceReleased(
  element: HTMLElement | null,
  act: () => void,
  pause: number,
): () => void {
  const look = () => {
    // A click of which only the first half meets a node is none.
    if (element?.matches(":active")) timer = setTimeout(look, pause);
    else act();
  };
  let timer = setTimeout(look, pause);
  return () => clearTimeout(timer);
}
