/** Handlers that stay the same objects from one render to the next. */

import { useCallback, useLayoutEffect, useRef } from "react";

/**
 * A function that never changes and does what the one given last does. React Flow renders every
 * node, and asks everything that reads its store, whenever a handler of it is another object.
 */
export function useStable<Arguments extends unknown[], Result>(
  act: (...args: Arguments) => Result,
): (...args: Arguments) => Result {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...args: Arguments) => latest.current(...args), []);
}
