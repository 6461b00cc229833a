/** Keeps what opens over the canvas inside of it. */

import { type RefObject, useLayoutEffect, useState } from "react";

/** Room that is left to the edges of what it stands in. */
const MARGIN = 8;

interface Point {
  x: number;
  y: number;
}

/** The place of an element that was to open somewhere in what it is positioned in. */
export function useInside(element: RefObject<HTMLElement | null>, { x, y }: Point): Point {
  const [place, setPlace] = useState({ x, y });
  useLayoutEffect(() => {
    const room = element.current?.offsetParent;
    if (!element.current || !room) return;
    const { offsetWidth, offsetHeight } = element.current;
    setPlace({
      x: Math.max(MARGIN, Math.min(x, room.clientWidth - offsetWidth - MARGIN)),
      y: Math.max(MARGIN, Math.min(y, room.clientHeight - offsetHeight - MARGIN)),
    });
  }, [element, x, y]);
  return place;
}
