/** Which node the pointer is over, told to the canvas and to the other parts of the page. */

import { bus } from "../../../shared/bus";
import { useCanvasStore } from "../store/StoreContext";
import { useUiStore } from "../store/uiStore";
import type { GraphView } from "../view/graphView";
import type { CallFlowNode } from "./CallNode";
import { hoverEdge } from "./edgeHover";
import type { TensorFlowEdge } from "./TensorEdge";
import { useStable } from "./useStable";

/** Returns the handlers of React Flow that follow the pointer. */
export function useHover(view: GraphView) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const hover = (id: string | null) => {
    const node = id === null ? undefined : view.byId.get(id);
    ui.setState({ hovered: id, twins: node?.sharing ? node.operation : null });
    const calls = view.nodes.filter(({ operation }) => operation === node?.operation);
    const nodes = node?.inside ? [...node.inside] : calls.map((call) => call.id);
    bus().emit("hover", { graph: store.getState().graph, nodes });
  };
  const onNodeMouseEnter = useStable((_event: unknown, node: CallFlowNode) => hover(node.id));
  const onNodeMouseLeave = useStable(() => hover(null));
  const onEdgeMouseEnter = useStable((_event: unknown, edge: TensorFlowEdge) =>
    hoverEdge(ui, edge.id),
  );
  const onEdgeMouseLeave = useStable(() => hoverEdge(ui, null));
  return { onNodeMouseEnter, onNodeMouseLeave, onEdgeMouseEnter, onEdgeMouseLeave };
}
