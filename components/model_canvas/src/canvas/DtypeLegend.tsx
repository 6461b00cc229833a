/** Which colour stands for which dtype. */

import { lookup } from "../../../shared/document";
import { useCanvas } from "../store/StoreContext";
import { dtypeColour } from "../view/lens";

export function DtypeLegend() {
  const graph = useCanvas(
    ({ costs, graph: shown }) => costs?.costs && lookup(costs.costs.graphs, shown),
  );
  const dtypes = new Set(Object.values(graph?.calls ?? {}).map(({ dtype }) => dtype));
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
