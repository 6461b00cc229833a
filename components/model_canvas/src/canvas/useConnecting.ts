/** Connections made or moved with the pointer: where one may end, and what then happens. */

import {
  type Connection,
  type FinalConnectionState,
  type OnConnectStartParams,
  useReactFlow,
} from "@xyflow/react";
import { type RefObject, useCallback, useRef } from "react";
import { graphOf } from "../../../shared/document";
import { bring, likelyPort, possibleEnds, replace } from "../actions/connecting";
import { deleteSelection } from "../actions/editSelection";
import { ROW } from "../document/freePlaces";
import { snapped } from "../document/grid";
import { useCanvasStore } from "../store/StoreContext";
import { type Connecting, useUiStore } from "../store/uiStore";
import { type EdgeView, placeOfEdge } from "../view/edgeViews";
import { endAtCall } from "../view/frameEnds";
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
  const { screenToFlowPosition } = useReactFlow();
  const reconnecting = useRef<EdgeView | null>(null);

  const onConnectStart = useCallback(
    (_event: unknown, { nodeId, handleId, handleType }: OnConnectStartParams) => {
      const { design, graph: graphId } = store.getState();
      const graph = graphOf(design, graphId);
      if (!graph || nodeId === null || handleId === null || handleType === null) return;
      const from: Connecting["from"] = endAtCall({
        node: nodeId,
        port: handleId,
        kind: handleType,
      });
      const possible = possibleEnds(graph, from);
      ui.setState({ connecting: { from, possible, pending: false } });
    },
    [store, ui],
  );

  const at = (event: MouseEvent | TouchEvent) => {
    const { x, y } = pointOf(event);
    const box = frame.current?.getBoundingClientRect();
    return { x: x - (box?.x ?? 0), y: y - (box?.y ?? 0) };
  };

  /** Ends at a port, at a node's body (then at its likely port), or in the void: in a search. */
  const onConnectEnd = useStable((event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    const { connecting, hovered } = ui.getState();
    if (!connecting || connecting.pending) return;
    const handle = state.isValid && state.toHandle ? state.toHandle : null;
    const { from: start } = connecting;
    const forward = start.kind === "source";
    const body = view.byId.get(handle?.nodeId ?? hovered ?? "");
    const likely = body && (forward ? likelyPort(body) : body.outputs[0])?.id;
    const port = handle?.id ?? likely;
    const end =
      body && port ? endAtCall({ node: body.id, port, kind: forward ? "target" : "source" }) : null;
    const edge = reconnecting.current;
    let question = null;
    if (end !== null && connecting.possible.has(end.node)) {
      const [giver, taker] = forward ? [start, end] : [end, start];
      const target = taker.node;
      const place = taker.port;
      if (place) {
        const from = edge && placeOfEdge(edge.id);
        const pointer = pointerOf(place);
        const source = tensorAt(giver.node, giver.port);
        const wish = { source, target, pointer, from, at: at(event) };
        // Who pulls at a port that has a tensor wants another one there: that is no question.
        if (forward || edge) question = bring(store, wish);
        else replace(store, wish);
      }
    } else if (edge && !state.toNode && hovered === null) {
      // An edge pulled off a port and let go over nothing is gone.
      store.getState().select([], [edge.id]);
      deleteSelection(store);
    } else if (!edge && !state.toNode && hovered === null && !isFilled(view, start)) {
      const { x, y } = screenToFlowPosition(pointOf(event));
      const place: [number, number] = [
        snapped(x),
        snapped(start.kind === "source" ? y : y - ROW / 2),
      ];
      const goal = { kind: "wire" as const, from: start, place };
      ui.setState({ quickAdd: { goal, at: at(event), text: "" } });
    }
    reconnecting.current = null;
    ui.setState({ connecting: null, question });
  });

  const isValidConnection = useCallback(
    ({ source, target, sourceHandle, targetHandle }: Connection | TensorFlowEdge) => {
      const { connecting } = ui.getState();
      if (connecting === null) return true;
      const end =
        connecting.from.kind === "source"
          ? endAtCall({ node: target, port: targetHandle ?? "", kind: "target" })
          : endAtCall({ node: source, port: sourceHandle ?? "", kind: "source" });
      return connecting.possible.has(end.node);
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

/** Where the pointer is in the window. */
function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}

/** Whether an input has its tensor: nothing is added before it then. */
function isFilled(view: GraphView, { node, port, kind }: Connecting["from"]): boolean {
  const place = view.byId.get(node)?.inputs.find(({ id }) => id === port);
  return kind === "target" && place?.filled === true;
}
