/** The store's design as React Flow's nodes and edges; what has not changed is the same object. */

import { useMemo, useRef } from "react";
import type { Places } from "../layout/layoutProblem";
import { shownAnalysisOf, shownOf } from "../store/canvasState";
import { useCanvas } from "../store/StoreContext";
import { edgeWays, type Way } from "../view/edgeWays";
import { PORT } from "../view/geometry";
import { type GraphView, graphView, placesOf } from "../view/graphView";
import type { NodeView } from "../view/nodeView";
import { reuse } from "../view/reuse";
import type { CallFlowNode } from "./CallNode";
import { HANDLE_POSITION } from "./handlePosition";
import type { TensorFlowEdge } from "./TensorEdge";

interface Flow {
  view: GraphView;
  nodes: CallFlowNode[];
  edges: TensorFlowEdge[];
}

/**
 * @param dragged Where nodes are that are being dragged: not yet in the design.
 */
export function useFlow(dragged: Places): Flow {
  const design = useCanvas(shownOf);
  const graphId = useCanvas((state) => state.graph);
  const catalogue = useCanvas((state) => state.catalogue);
  const analysis = useCanvas(shownAnalysisOf);
  const selection = useCanvas((state) => state.selection);
  const selectedEdges = useCanvas((state) => state.selectedEdges);
  const before = useRef<GraphView | null>(null);
  const nodesBefore = useRef(new Map<string, CallFlowNode>());
  const edgesBefore = useRef(new Map<string, TensorFlowEdge>());
  const waysBefore = useRef(new Map<string, Way>());

  const subject = useMemo(
    () => ({ design, graphId, catalogue, analysis }),
    [design, graphId, catalogue, analysis],
  );
  const view = useMemo(() => {
    before.current = graphView(subject, before.current);
    return before.current;
  }, [subject]);
  const places = useMemo(() => placesOf(view, subject), [view, subject]);
  const ways = useMemo(() => {
    const fresh = edgeWays(view, places);
    for (const [id, way] of fresh) fresh.set(id, reuse(waysBefore.current.get(id), way));
    waysBefore.current = fresh;
    return fresh;
  }, [view, places]);

  const nodes = useMemo(() => {
    const selected = new Set(selection);
    const fresh = new Map<string, CallFlowNode>();
    for (const node of view.nodes) {
      const [x, y] = dragged[node.id] ?? places[node.id] ?? [0, 0];
      const old = nodesBefore.current.get(node.id);
      const same =
        old?.data.view === node &&
        old.position.x === x &&
        old.position.y === y &&
        old.selected === selected.has(node.id);
      fresh.set(node.id, same ? old : flowNode(node, x, y, selected.has(node.id)));
    }
    nodesBefore.current = fresh;
    return [...fresh.values()];
  }, [view, places, dragged, selection]);

  const edges = useMemo(() => {
    const selected = new Set(selectedEdges);
    const fresh = new Map<string, TensorFlowEdge>();
    for (const edge of view.edges) {
      const moving = Object.hasOwn(dragged, edge.source) || Object.hasOwn(dragged, edge.target);
      const way = moving ? null : (ways.get(edge.id) ?? null);
      const old = edgesBefore.current.get(edge.id);
      const same =
        old?.data?.view === edge && old.data.way === way && old.selected === selected.has(edge.id);
      const port = view.byId.get(edge.target)?.inputs.find(({ id }) => id === edge.targetPort);
      fresh.set(
        edge.id,
        same && old
          ? old
          : {
              id: edge.id,
              type: "tensor",
              source: edge.source,
              sourceHandle: edge.sourcePort,
              target: edge.target,
              targetHandle: edge.targetPort,
              selected: selected.has(edge.id),
              ariaLabel: `From ${view.byId.get(edge.source)?.name} to ${view.byId.get(edge.target)?.name}${edge.label ? `, ${edge.label}` : ""}`,
              data: { view: edge, way, side: port?.side ?? "top" },
            },
      );
    }
    edgesBefore.current = fresh;
    return [...fresh.values()];
  }, [view, ways, dragged, selectedEdges]);

  return { view, nodes, edges };
}

function flowNode(view: NodeView, x: number, y: number, selected: boolean): CallFlowNode {
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
    // A problem's callout lies over the nodes below, even over selected ones (zIndex 1000).
    ...(view.problems.length > 0 ? { zIndex: 1001 } : {}),
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
