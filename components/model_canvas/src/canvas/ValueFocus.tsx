/** A ring around the call whose values are looked at; no node is drawn again for it. */

import { ViewportPortal } from "@xyflow/react";
import type { Places } from "../layout/layoutProblem";
import { useCanvas } from "../store/StoreContext";
import type { GraphView } from "../view/graphView";

interface Props {
  view: GraphView;
  places: Places;
}

export function ValueFocus({ view, places }: Props) {
  const looked = useCanvas((state) => state.flow !== null);
  const behind = useCanvas(
    ({ flow, analysis }) => flow !== null && (flow.busy || flow.rev !== analysis?.rev),
  );
  const graph = useCanvas((state) => state.graph);
  const place = useCanvas((state) => state.flowPlace);
  if (!looked) return null;
  const node = place?.graph === graph ? view.byId.get(place.node) : undefined;
  const [x, y] = (node && places[node.id]) ?? [0, 0];
  return (
    <ViewportPortal>
      <div className={behind ? "value-layer is-behind" : "value-layer"}>
        {node && (
          <div
            className={`value-current form-${node.form}`}
            style={{
              transform: `translate(${x - node.width / 2}px, ${y}px)`,
              width: node.width,
              height: node.height,
            }}
          />
        )}
      </div>
    </ViewportPortal>
  );
}
