/** How every action adds calls. */

import type { Design } from "../../../shared/document";
import type { Created } from "../document/nodes";
import { framesOf } from "../document/notes";
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
  let leftOut: string[] = [];
  const done = state.edit(
    label,
    (design) => {
      const created = make(design, state.graph);
      nodes = created.nodes;
      leftOut = created.leftOut ?? [];
      return joined(store, created.design, loose(created, state.graph));
    },
    { select: () => nodes },
  );
  if (leftOut.length > 0) state.notify("warning", ownCopies(leftOut));
  if (!done) return [];
  state.announce(`${label}: ${counted(nodes.length, "node")} added.`);
  return nodes;
}

/** Why blocks are not put where they are part of what would hold them. */
function ownCopies(names: readonly string[]): string {
  const [which, it, is] =
    names.length === 1 ? [names[0], "it", "is"] : [names.join(", "), "them", "are"];
  return `${which} ${is} left out: a block can't contain itself. Leave this block to put ${it} beside it.`;
}

/** The new calls that have not come with a frame of their own: such a one does not join others. */
function loose({ design, nodes }: Created, graph: string): string[] {
  const fresh = new Set(nodes);
  const framed = Object.values(framesOf(design, graph)).flatMap((frame) =>
    frame.nodes.every((id) => fresh.has(id)) ? frame.nodes : [],
  );
  return nodes.filter((id) => !framed.includes(id));
}
