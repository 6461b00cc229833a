/** Where the user is when looking into a block, and the way back. */

import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { graphOf, MAIN } from "../../../shared/document";
import { useCanvas, useCanvasStore } from "../store/StoreContext";

const NOTE = "a definition: every block made from it changes with it";

export function Breadcrumb() {
  const store = useCanvasStore();
  const graph = useCanvas((state) => state.graph);
  const trail = useCanvas((state) => state.trail);
  const design = useCanvas((state) => state.design);
  if (graph === MAIN) return null;
  const name = (id: string) => (id === MAIN ? design.name : (graphOf(design, id)?.name ?? ""));
  // Undo may have led here, or taken away what was on the way.
  const between = trail.filter((id) => id !== MAIN && id !== graph && graphOf(design, id));
  return (
    <nav className="breadcrumb" aria-label="Where you are">
      {[MAIN, ...between].map((id) => (
        <Fragment key={id}>
          <button type="button" onClick={() => store.getState().open(id)}>
            {name(id)}
          </button>
          <ChevronRight size={14} aria-hidden />
        </Fragment>
      ))}
      <span aria-current="page">{name(graph)}</span>
      <span className="breadcrumb-note" title={NOTE}>
        {NOTE}
      </span>
    </nav>
  );
}
