/** What the graph that is shown costs, in the status bar. */

import { lookup } from "../../../shared/document";
import { useCanvas } from "../store/StoreContext";
import { useUi } from "../store/uiStore";
import { needsSizes, totalsText } from "../view/lens";

export function LensTotals() {
  const on = useUi((state) => needsSizes(state.lens));
  const seen = useCanvas((state) => state.costs);
  const shown = useCanvas((state) => state.graph);
  const graph = seen?.costs && lookup(seen.costs.graphs, shown);
  if (!on || !seen?.costs || !graph) return null;
  const { batch, dims } = seen.settings;
  const sizes = [
    `batch ${batch}`,
    ...Object.entries(dims).map(([name, size]) => `${name} ${size}`),
  ];
  return (
    <span className="lens-totals" title={seen.costs.problems.join("\n")}>
      {totalsText(graph, seen.costs).join(", ")} for {sizes.join(", ")}
    </span>
  );
}
