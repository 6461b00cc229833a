/** Where the user is when looking into a block, and the way back. */

import { ChevronRight } from "lucide-react";
import { MAIN } from "../../../shared/document";
import { graphOf } from "../document/graphs";
import { useCanvas, useCanvasStore } from "../StoreContext";

export function Breadcrumb() {
  const store = useCanvasStore();
  const graph = useCanvas((state) => state.graph);
  const main = useCanvas((state) => state.design.name);
  const name = useCanvas((state) => graphOf(state.design, state.graph)?.name ?? "");
  if (graph === MAIN) return null;
  return (
    <nav className="breadcrumb" aria-label="Where you are">
      <button type="button" onClick={() => store.getState().open(MAIN)}>
        {main}
      </button>
      <ChevronRight size={14} aria-hidden />
      <span aria-current="page">{name}</span>
      <span className="breadcrumb-note">
        a definition: every block made from it changes with it
      </span>
    </nav>
  );
}
