/** Which edge the pointer is over, kept for a moment: on its way to what stands at the edge. */

import type { UiStore } from "../store/uiStore";

const LINGER_MS = 500;

let leaving: ReturnType<typeof setTimeout> | undefined;

/** Note that the pointer is over an edge, or over none any more. */
export function hoverEdge(ui: UiStore, edge: string | null): void {
  clearTimeout(leaving);
  const set = () => {
    if (ui.getState().hoveredEdge !== edge) ui.setState({ hoveredEdge: edge });
  };
  if (edge === null) leaving = setTimeout(set, LINGER_MS);
  else set();
}
