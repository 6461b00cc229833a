/** Which colour stands for which dtype. */

import { lookup } from "../../../shared/document";
import { analysisOf } from "../store/canvasState";
import { useCanvas } from "../store/StoreContext";
import { dtypeColour, withUncounted } from "../view/lens";

export function DtypeLegend() {
  const shown = useCanvas((state) => state.graph);
  const graph = useCanvas(({ costs }) => costs?.costs && lookup(costs.costs.graphs, shown));
  const told = useCanvas((state) => lookup(analysisOf(state)?.graphs ?? {}, shown));
  const calls = graph ? withUncounted(graph.calls, told) : {};
  const dtypes = new Set(Object.values(calls).map(({ dtype }) => dtype));
  return (
    <span className="lens-legend">
      {[...dtypes].sort().map((dtype) => (
        <span key={dtype} style={{ "--lens-colour": dtypeColour(dtype) } as React.CSSProperties}>
          {dtype}
        </span>
      ))}
    </span>
  );
}
