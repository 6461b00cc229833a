/** The second click of a double click, where the inspector has opened under the pointer by then. */

import { type RefObject, useEffect } from "react";

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** Two clicks within this time and distance are one double click. */
const TIME_MS = 400;
const DISTANCE = 6;

/**
 * Have a double click mean what it means although its second half goes elsewhere: selecting a node
 * opens the inspector, which may take the place of that node.
 *
 * @param act Called with the node that the first click was on.
 */
export function useSecondClick(
  frame: RefObject<HTMLElement | null>,
  act: (node: string) => void,
): void {
  useEffect(() => {
    const canvas = frame.current;
    const root = canvas?.parentElement;
    if (!canvas || !root) return;
    let first: { node: string; x: number; y: number; at: number } | null = null;
    const onPointerDown = (event: PointerEvent) => {
      const { clientX: x, clientY: y, timeStamp: at, button } = event;
      const [target] = event.composedPath();
      const node = target instanceof Element ? target.closest(".react-flow__node") : null;
      const id = node?.getAttribute("data-id");
      if (id != null && button === 0) {
        first = { node: id, x, y, at };
        return;
      }
      const before = first;
      first = null;
      if (!before || button !== 0 || at - before.at > TIME_MS) return;
      if (Math.hypot(x - before.x, y - before.y) > DISTANCE) return;
      if (target instanceof Node && canvas.contains(target)) return;
      stop(event);
      // Nor does it press what it happens to be on; there may be no click, as that may be gone.
      root.addEventListener("click", stop, { capture: true });
      const over = () => setTimeout(() => root.removeEventListener("click", stop, true));
      window.addEventListener("pointerup", over, { capture: true, once: true });
      act(before.node);
    };
    root.addEventListener("pointerdown", onPointerDown, { capture: true });
    return () => root.removeEventListener("pointerdown", onPointerDown, { capture: true });
  }, [frame, act]);
}
