/** The line that follows the pointer while a connection is dragged, and why it may not end here. */

import { type ConnectionLineComponentProps, Position } from "@xyflow/react";
import { graphOf } from "../../../shared/document";
import { whyNot } from "../actions/connecting";
import { useCanvasStore } from "../store/StoreContext";
import { useUi } from "../store/uiStore";
import { directRoute, pathOf } from "../view/edgeRoutes";
import type { CallFlowNode } from "./CallNode";

export function ConnectionLine(props: ConnectionLineComponentProps<CallFlowNode>) {
  const { fromX, fromY, toX, toY, fromPosition, toNode, connectionStatus } = props;
  const store = useCanvasStore();
  const connecting = useUi((ui) => ui.connecting);
  const hovered = useUi((ui) => ui.hovered);
  const downwards = fromPosition === Position.Bottom;
  const from = { x: fromX, y: fromY, node: "", side: "bottom" as const };
  const to = { x: toX, y: toY, node: "", side: "top" as const };
  const [source, target] = downwards
    ? [from, to]
    : [
        { ...to, side: from.side },
        { ...from, side: to.side },
      ];
  const end = toNode?.id ?? hovered;
  const { design, graph: graphId } = store.getState();
  const graph = graphOf(design, graphId);
  const refused =
    connecting && graph && end !== null && end !== connecting.from.node
      ? whyNot(graph, connecting.from, end)
      : null;
  const status = refused === null ? (connectionStatus ?? "open") : "invalid";
  return (
    <g className={`connection-line is-${status}`}>
      <path d={pathOf([source, ...directRoute({ source, target }), target])} fill="none" />
      <circle cx={toX} cy={toY} r={4} />
      {refused !== null && (
        <foreignObject x={toX + 14} y={toY - 12} width={260} height={80}>
          <div className="refusal">{refused}</div>
        </foreignObject>
      )}
    </g>
  );
}
