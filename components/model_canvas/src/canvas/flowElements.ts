/** React Flow's node and edge for what is drawn. */

import type { EdgeView } from "../view/edgeViews";
import type { Way } from "../view/edgeWays";
import { PORT } from "../view/geometry";
import type { GraphView } from "../view/graphView";
import type { NodeView } from "../view/nodeView";
import type { CallFlowNode } from "./CallNode";
import { HANDLE_POSITION } from "./handlePosition";
import type { TensorFlowEdge } from "./TensorEdge";

export function flowNode(view: NodeView, x: number, y: number, selected: boolean): CallFlowNode {
  const { id, width, height } = view;
  const handle = { width: PORT, height: PORT };
  return {
    id,
    type: "call",
    position: { x, y },
    data: { view },
    selected,
    width,
    height,
    measured: { width, height },
    ariaLabel: view.label,
    zIndex: levelOf(view),
    handles: [
      ...view.inputs.map((port) => ({
        ...handle,
        id: port.id,
        type: "target" as const,
        position: HANDLE_POSITION[port.side],
        x: port.x - PORT / 2,
        y: port.y - PORT / 2,
      })),
      ...view.outputs.map((port) => ({
        ...handle,
        id: port.id,
        type: "source" as const,
        position: HANDLE_POSITION.bottom,
        x: port.x - PORT / 2,
        y: port.y - PORT / 2,
      })),
    ],
  };
}

/**
 * A problem's callout lies over the nodes below, even over selected ones (1000), and the names of ports at
 * its side over the node there.
 */
function levelOf({ problems, inputs }: NodeView): number {
  if (problems.length > 0) return 1001;
  return inputs.some(({ side }) => side === "right") ? 1 : 0;
}

/**
 * @param way Where it runs; null while an end is being dragged.
 */
export function flowEdge(
  edge: EdgeView,
  { byId }: GraphView,
  way: Way | null,
  selected: boolean,
): TensorFlowEdge {
  const target = byId.get(edge.target);
  const port = target?.inputs.find(({ id }) => id === edge.targetPort);
  const label = edge.label ? `, ${edge.label}` : "";
  return {
    id: edge.id,
    type: "tensor",
    source: edge.source,
    sourceHandle: edge.sourcePort,
    target: edge.target,
    targetHandle: edge.targetPort,
    selected,
    ariaLabel: `From ${byId.get(edge.source)?.name} to ${target?.name}${label}`,
    data: { view: edge, way, side: port?.side ?? "top" },
  };
}
