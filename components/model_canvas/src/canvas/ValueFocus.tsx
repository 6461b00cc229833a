/**
 * What lies over the drawing while values are looked at: a ring around the call, and what the model
 * returns. No node is drawn again for it.
 */

import { ViewportPortal } from "@xyflow/react";
import type { Places } from "../layout/layoutProblem";
import { useCanvas } from "../store/StoreContext";
import type { GraphView } from "../view/graphView";
import type { NodeView } from "../view/nodeView";
import { TensorChip, useCallOf } from "./ValueChip";

/** How far below a node the middle of an output's chip is: under its pill. */
const BELOW = 56;

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
        {view.nodes.map(
          (one) => one.pills.length > 0 && <Ends key={one.id} node={one} places={places} />,
        )}
      </div>
    </ViewportPortal>
  );
}

/** The tensors that a node returns as outputs of the model. */
function Ends({ node, places }: { node: NodeView; places: Places }) {
  const found = useCallOf(node.id);
  const [x, y] = places[node.id] ?? [0, 0];
  return node.pills.map(({ index }) => {
    const tensor = found?.call.outputs[index];
    const at = {
      x: x - node.width / 2 + (node.outputs[index]?.x ?? node.width / 2),
      y: y + node.height + BELOW,
    };
    return found && tensor && <TensorChip key={index} call={found.call} tensor={tensor} at={at} />;
  });
}
