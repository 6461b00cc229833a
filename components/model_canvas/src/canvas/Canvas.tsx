/** The drawing area. */

import {
  Background,
  BackgroundVariant,
  type EdgeChange,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
} from "@xyflow/react";
import { type KeyboardEvent, useCallback, useRef, useState } from "react";
import { bus } from "../../../shared/bus";
import { placeNodes } from "../actions/arrange";
import { openBlock } from "../actions/lookAround";
import { GRID } from "../document/grid";
import type { Places } from "../layout/layoutProblem";
import { staleOf } from "../store/canvasState";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { useUi, useUiStore } from "../store/uiStore";
import { InspectorToggle, PaletteToggle, useInspectorOpen } from "../ui/PanelToggles";
import { Breadcrumb } from "./Breadcrumb";
import { type CallFlowNode, CallNode } from "./CallNode";
import { CanvasControls } from "./CanvasControls";
import { ConnectionLine } from "./ConnectionLine";
import { EmptyCanvas } from "./EmptyCanvas";
import { canvasKey, isTyping } from "./keyboard";
import { Busy, Notice } from "./Notice";
import { OccupiedMenu } from "./OccupiedMenu";
import { Overview } from "./Overview";
import { PreviewNote } from "./PreviewNote";
import { TensorEdge, type TensorFlowEdge } from "./TensorEdge";
import { useAutoTidy } from "./useAutoTidy";
import { useClipboard } from "./useClipboard";
import { useConnecting } from "./useConnecting";
import { useDropTarget } from "./useDropTarget";
import { useFlow } from "./useFlowElements";
import { useLasting } from "./useLasting";
import { useView } from "./useViewport";

const NODE_TYPES = { call: CallNode };
const EDGE_TYPES = { tensor: TensorEdge };
const TOP_CENTRE: [number, number] = [0.5, 0];
const SNAP: [number, number] = [GRID, GRID];
const NOTHING: Places = {};

/**
 * React Flow takes nodes and edges one after the other: between the two, an edge may look for a port
 * that has just gone (008). All other warnings are logged.
 */
const onFlowError = (code: string, message: string) => {
  if (code !== "008") console.warn(message);
};

/** From this many nodes on, only what is on the screen is rendered. */
const MANY = 40;

/** An analysis that is behind for longer than this is shown to be. */
const LATE_MS = 600;

export function Canvas() {
  return (
    <ReactFlowProvider>
      <Drawing />
    </ReactFlowProvider>
  );
}

function Drawing() {
  const store = useCanvasStore();
  const ui = useUiStore();
  const frame = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<Places>(NOTHING);
  const { view, nodes, edges } = useFlow(dragged);
  const minimap = useUi((state) => state.minimap);
  const pending = useUi((state) => state.connecting?.pending === true);
  const from = useUi((state) => state.connecting?.from.kind);
  const stale = useLasting(useCanvas(staleOf), LATE_MS);
  const inspecting = useInspectorOpen();
  const fixed = useCanvas((state) => state.preview !== null);
  const viewport = useView(frame, view, dragged !== NOTHING);
  useAutoTidy(view);
  const drop = useDropTarget(frame);
  const clipboard = useClipboard(frame);
  const connecting = useConnecting(frame, view);

  const onNodesChange = useCallback(
    (changes: NodeChange<CallFlowNode>[]) => {
      const moved: Places = {};
      const { selection, select } = store.getState();
      const selected = new Set(selection);
      for (const change of changes) {
        if (change.type === "position" && change.position && change.dragging) {
          moved[change.id] = [change.position.x, change.position.y];
        } else if (change.type === "select") {
          if (change.selected) selected.add(change.id);
          else selected.delete(change.id);
        }
      }
      if (Object.keys(moved).length > 0) setDragged((before) => ({ ...before, ...moved }));
      const { selectedEdges } = store.getState();
      select([...selected], selectedEdges);
    },
    [store],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<TensorFlowEdge>[]) => {
      const { selection, selectedEdges, select } = store.getState();
      const selected = new Set(selectedEdges);
      for (const change of changes) {
        if (change.type !== "select") continue;
        if (change.selected) selected.add(change.id);
        else selected.delete(change.id);
      }
      select(selection, [...selected]);
    },
    [store],
  );

  const onDragStop = useCallback(
    (_event: unknown, _node: unknown, moved: CallFlowNode[]) => {
      const places = moved.map(({ id, position }) => [id, [position.x, position.y]] as const);
      placeNodes(store, Object.fromEntries(places.map(([id, [x, y]]) => [id, [x, y]])));
      setDragged(NOTHING);
    },
    [store],
  );

  const hover = useCallback(
    (id: string | null) => {
      const node = id === null ? undefined : view.byId.get(id);
      ui.setState({ hovered: id, twins: node?.sharing ? node.operation : null });
      const calls = view.nodes.filter(({ operation }) => operation === node?.operation);
      bus().emit("hover", { graph: store.getState().graph, nodes: calls.map((call) => call.id) });
    },
    [store, ui, view],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (isTyping(event)) return;
    const removed = event.key === "Delete" || event.key === "Backspace";
    if (!fixed) canvasKey(event, store, ui);
    // The focused node may be gone, and keys would go nowhere.
    if (removed) requestAnimationFrame(() => refocus(frame.current));
  };

  const classes = ["canvas"];
  if (from) classes.push("is-connecting", `from-${from}`);
  if (inspecting) classes.push("is-inspecting");
  if (pending) classes.push("is-pending");
  if (stale) classes.push("is-stale");
  return (
    <div
      ref={frame}
      className={classes.join(" ")}
      role="application"
      aria-label="Model canvas"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys itself
      tabIndex={0}
      onKeyDown={onKeyDown}
      {...drop}
      {...clipboard}
    >
      <ReactFlow<CallFlowNode, TensorFlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        nodeOrigin={TOP_CENTRE}
        nodesDraggable={!fixed}
        nodesConnectable={!fixed}
        elementsSelectable={!fixed}
        snapToGrid
        snapGrid={SNAP}
        minZoom={0.05}
        maxZoom={2.5}
        onlyRenderVisibleElements={nodes.length > MANY}
        {...viewport}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStop={onDragStop}
        onSelectionDragStop={(event, moved) => onDragStop(event, null, moved)}
        onNodeMouseEnter={(_event, node) => hover(node.id)}
        onNodeMouseLeave={() => hover(null)}
        onNodeDoubleClick={(_event, node) => openBlock(store, node.id)}
        onPaneClick={() => ui.setState({ connecting: null, question: null })}
        {...connecting}
        connectionLineComponent={ConnectionLine}
        connectionRadius={28}
        connectOnClick={false}
        connectionDragThreshold={3}
        nodeDragThreshold={2}
        onError={onFlowError}
        deleteKeyCode={null}
        panActivationKeyCode={null}
        zoomActivationKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={["Meta", "Control", "Shift"]}
        disableKeyboardA11y
        edgesFocusable={false}
        zoomOnDoubleClick={false}
        selectNodesOnDrag={false}
        autoPanSpeed={8}
        attributionPosition="bottom-center"
      >
        <Background variant={BackgroundVariant.Dots} gap={GRID * 3} size={1.2} />
        {minimap && nodes.length > 12 && <Overview />}
      </ReactFlow>
      {nodes.length === 0 && <Beginning />}
      <PaletteToggle />
      <InspectorToggle />
      <Breadcrumb />
      <div className="notices">
        <Notice />
        <PreviewNote />
      </div>
      <Busy />
      <CanvasControls />
      <OccupiedMenu />
    </div>
  );
}

function Beginning() {
  const store = useCanvasStore();
  return store.getState().graph === "main" ? <EmptyCanvas /> : null;
}

function refocus(frame: HTMLDivElement | null): void {
  const root = frame?.getRootNode() as Document | ShadowRoot | undefined;
  if (frame && !frame.contains(root?.activeElement ?? null)) frame.focus({ preventScroll: true });
}
