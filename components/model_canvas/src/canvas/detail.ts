/** How much is drawn of each node and edge: less of what is too small to be seen. */

import { type ReactFlowState, useStore } from "@xyflow/react";
import { createContext, useCallback, useContext } from "react";
import { useUi } from "../store/uiStore";

/**
 * `far`: text cannot be read, so a node is its colour and its title. `sketch`: ports cannot be hit
 * either, so there are none, and all edges are one picture (`EdgeSketch`).
 */
export type Detail = "full" | "far" | "sketch";

const FAR = 0.45;
const TINY = 0.3;

/** A sketch is for graphs of more nodes than this: a smaller one is drawn in no time as it is. */
const MANY = 200;

export const DetailContext = createContext<Detail>("full");

/** How much is drawn around here. */
export function useDetail(): Detail {
  return useContext(DetailContext);
}

/** How much is to be drawn of a graph of so many nodes at the present zoom. */
export function useDetailOf(count: number): Detail {
  // Whoever connects looks for ports.
  const whole = useUi(({ connecting }) => connecting !== null) || count <= MANY;
  const detail = useCallback(
    ({ transform: [, , zoom] }: ReactFlowState): Detail =>
      zoom >= FAR ? "full" : zoom >= TINY || whole ? "far" : "sketch",
    [whole],
  );
  return useStore(detail);
}
