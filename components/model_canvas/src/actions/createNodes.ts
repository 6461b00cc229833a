/** How every action adds calls. */

import type { Design } from "../../../shared/document";
import type { Created } from "../document/nodes";
import type { CanvasStore } from "../store/canvasState";
import { counted } from "./counted";
import { joined } from "./joinFrames";

/**
 * Make calls in the shown graph as one edit, select them and tell screen readers.
 *
 * @param label Of the step in the history.
 * @returns The ids of the calls; none where nothing changed.
 */
export function createNodes(
  store: CanvasStore,
  label: string,
  make: (design: Design, graph: string) => Created,
): string[] {
  const state = store.getState();
  let nodes: string[] = [];
  const done = state.edit(
    label,
    (design) => {
      const created = make(design, state.graph);
      nodes = created.nodes;
      return joined(store, created.design, nodes);
    },
    { select: () => nodes },
  );
  if (!done) return [];
  state.announce(`${label}: ${counted(nodes.length, "node")} added.`);
  return nodes;
}
