/** Connections made or moved with the pointer: where one may end, and what then happens. */

import type { Connection, FinalConnectionState, OnConnectStartParams } from "@xyflow/react";
import { type RefObject, useCallback, useRef } from "react";
import { graphOf } from "../../../shared/document";
import { bring, likelyPort, possibleEnds } from "../actions/connecting";
import { deleteSelection } from "../actions/editSelection";
import { useCanvasStore } from "../store/StoreContext";
import { type Connecting, useUiStore } from "../store/uiStore";
import type { EdgeView } from "../view/edgeViews";
import type { GraphView } from "../view/graphView";
import { pointerOf, tensorAt } from "../view/portPlacement";
import type { TensorFlowEdge } from "./TensorEdge";
import { useStable } from "./useStable";

/** React Flow lets edges be moved only if it has this handler; `onConnectEnd` does the work. */
const NO_OP = () => {};

/** Returns the props of React Flow that have to do with connections. */
export function useConnecting(frame: RefObject<HTMLDivElement | null>, view: GraphView) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const reconnecting = useRef<EdgeView | null>(null);

  const onConnectStart = useCallback(
    (_event: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      const { design, graph: graphId } = store.getState();
      const graph = graphOf(design, graphId);
      if (!graph || nodeId === null || handleId === null || handleType === null) return;
      const from: Connecting["from"] = { node: nodeId, port: handleId, kind: handleType };
      const possible = possibleEnds(graph, from);
      ui.setState({ connecting: { from, possible, pending: false } });
    },
    [store, ui],
  );

  const at = (event: MouseEvent | TouchEvent) => {
    const point = "changedTouches" in event ? event.changedTouches[0] : event;
    const box = frame.current?.getBoundingClientRect();
    return { x: (point?.clientX ?? 0) - (box?.x ?? 0), y: (point?.clientY ?? 0) - (box?.y ?? 0) };
  };

  /** Ends at a port, at a node's body (then at its likely port), or nowhere. */
  const onConnectEnd = useStable((event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    const { connecting, hovered } = ui.getState();
    if (!connecting || connecting.pending) return;
    const end = state.isValid && state.toHandle ? state.toHandle : null;
    const node = end?.nodeId ?? hovered;
    const edge = reconnecting.current;
    const { from: start } = connecting;
    let question = null;
    if (node !== null && connecting.possible.has(node)) {
      const forward = start.kind === "source";
      const [source, port] = forward ? [start.node, start.port] : [node, end?.id ?? "0"];
      const target = forward ? node : start.node;
      const body = view.byId.get(node);
      const place = forward ? (end?.id ?? (body && likelyPort(body)?.id)) : start.port;
      if (place) {
        const from = edge && { target: edge.target, pointer: edge.pointer };
        const pointer = pointerOf(place);
        const wish = { source: tensorAt(source, port), target, pointer, from, at: at(event) };
        question = bring(store, wish);
      }
    } else if (edge && !state.toNode && hovered === null) {
      // An edge pulled off a port and let go over nothing is gone.
      store.getState().select([], [edge.id]);
      deleteSelection(store);
    }
    reconnecting.current = null;
    ui.setState({ connecting: null, question });
  });

  const isValidConnection = useCallback(
    ({ source, target }: Connection | TensorFlowEdge) => {
      const { connecting } = ui.getState();
      if (connecting === null) return true;
      return connecting.possible.has(connecting.from.kind === "source" ? target : source);
    },
    [ui],
  );

  const onReconnectStart = useCallback((_event: unknown, edge: TensorFlowEdge) => {
    reconnecting.current = edge.data?.view ?? null;
  }, []);

  return {
    onConnectStart,
    onConnectEnd,
    isValidConnection,
    onReconnect: NO_OP,
    onReconnectStart,
  };
}
