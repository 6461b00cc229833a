/** The drawing area. */

import {
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
} from "@xyflow/react";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { expandFrame } from "../actions/frames";
import { openBlock } from "../actions/lookAround";
import { startRenaming } from "../actions/rename";
import { GRID } from "../document/grid";
import { staleOf } from "../store/canvasState";
import { isReadonly } from "../store/looking";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { isGesturing, useUi, useUiStore } from "../store/uiStore";
import { useLasting } from "../ui/useLasting";
import { placedCallouts } from "../view/calloutPlacement";
import { type CallFlowNode, CallNode } from "./CallNode";
import { Comments } from "./Comments";
import { ConnectionLine } from "./ConnectionLine";
import { DetailContext } from "./detail";
import { EdgePlus } from "./EdgePlus";
import { EdgeSketch } from "./EdgeSketch";
import { Frames } from "./Frames";
import { canvasKey, isTyping } from "./keyboard";
import { Overlays } from "./Overlays";
import { Overview } from "./Overview";
import { CalloutContext } from "./ProblemCallout";
import { TensorEdge, type TensorFlowEdge } from "./TensorEdge";
import { useAutoTidy } from "./useAutoTidy";
import { useClipboard } from "./useClipboard";
import { useConnecting } from "./useConnecting";
import { useContextMenu } from "./useContextMenu";
import { useDragging } from "./useDragging";
import { useDropTarget } from "./useDropTarget";
import { useFlow } from "./useFlowElements";
import { useGiven } from "./useGiven";
import { useHover } from "./useHover";
import { useSecondClick } from "./useSecondClick";
import { useStable } from "./useStable";
import { useView } from "./useViewport";
import { ValueFocus } from "./ValueFocus";

const NODE_TYPES = { call: CallNode };
const EDGE_TYPES = { tensor: TensorEdge };
const TOP_CENTRE: [number, number] = [0.5, 0];
const SNAP: [number, number] = [GRID, GRID];

/**
 * React Flow takes nodes and edges one after the other: between the two, an edge may look for a port
 * that has just gone (008). All other warnings are logged.
 */
const onFlowError = (code: string, message: string) => {
  if (code !== "008") console.warn(message);
};

/** How far around its end an edge can be taken, in pixels of the drawing. */
const REACH = 24;

/**
 * How far the mouse may go in a click, in pixels: less is no drag. React Flow's own figures differ, and
 * what lay between them was neither.
 */
const STEADY = 4;

const MIDDLE_BUTTON = [1];

/** From this many nodes on, only what is on the screen is rendered. */
const MANY = 40;

/** An analysis that is behind for longer than this is shown to be. */
const LATE_MS = 600;

interface Props {
  /** What draws a node and an edge: tests count how often they do. */
  nodeTypes?: NodeTypes;
  edgeTypes?: EdgeTypes;
  /** What lies over the drawing. */
  children?: ReactNode;
}

export function Canvas({ nodeTypes = NODE_TYPES, edgeTypes = EDGE_TYPES, children }: Props) {
  return (
    <ReactFlowProvider>
      <Drawing nodeTypes={nodeTypes} edgeTypes={edgeTypes}>
        {children}
      </Drawing>
    </ReactFlowProvider>
  );
}

function Drawing({ nodeTypes, edgeTypes, children }: Required<Omit<Props, "children">> & Props) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const frame = useRef<HTMLDivElement>(null);
  const { dragged, carried, busy, carry, letGo, handlers } = useDragging();
  const { view, places, ways, nodes, edges, moving, detail } = useFlow({ dragged, carried });
  const sketched = detail === "sketch";
  const minimap = useUi((state) => state.minimap);
  const pending = useUi((state) => state.connecting?.pending === true);
  const from = useUi((state) => state.connecting?.from.kind);
  const stale = useLasting(useCanvas(staleOf), LATE_MS);
  const foreseen = useCanvas((state) => state.preview !== null);
  const readonly = useCanvas(isReadonly);
  const fixed = foreseen || readonly;
  const callouts = useMemo(() => placedCallouts(view, places), [view, places]);
  const viewport = useView(frame, view, places, callouts.boxes, busy);
  useAutoTidy(view);
  useGiven();
  const drop = useDropTarget(frame);
  const clipboard = useClipboard(frame);
  const connecting = useConnecting(frame, view);
  const hover = useHover(view);
  const openNode = useStable((id: string) => {
    if (expandFrame(store, id) || openBlock(store, id)) return;
    if (!fixed) startRenaming(store, ui, id);
  });
  const onNodeDoubleClick = useStable((_event: unknown, { id }: CallFlowNode) => openNode(id));
  useSecondClick(frame, openNode);
  const onPaneClick = useStable(() => {
    ui.setState({ connecting: null, question: null });
    // What is drawn as a sketch is not known to React Flow, which unselects all else.
    if (sketched) store.getState().select(store.getState().selection);
  });

  const many = useMany(nodes.length);
  const menu = useContextMenu(frame, foreseen);
  const boxes = useUi((state) => state.boxes);
  const gesturing = useUi(isGesturing);
  const carrying = useUi((state) => state.moving);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isTyping(event) || menu.onMenuKey(event)) return;
    if (!foreseen) canvasKey(event, store, ui);
    // The focused node may be gone: deleted, or in a block. Keys would go nowhere.
    requestAnimationFrame(() => refocus(frame.current));
  };

  const classes = ["canvas"];
  if (from) classes.push("is-connecting", `from-${from}`);
  if (pending) classes.push("is-pending");
  if (gesturing) classes.push("is-gesturing");
  if (carrying) classes.push("is-moving");
  if (stale) classes.push("is-stale");
  if (sketched) classes.push("is-sketched");
  if (readonly) classes.push("is-readonly");
  return (
    <div
      ref={frame}
      className={classes.join(" ")}
      role="application"
      aria-label="Model canvas"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys itself
      tabIndex={0}
      onKeyDown={onKeyDown}
      onContextMenu={menu.onContextMenu}
      {...(readonly ? {} : drop)}
      {...clipboard}
    >
      <DetailContext value={detail}>
        <CalloutContext value={callouts.sides}>
          <ReactFlow<CallFlowNode, TensorFlowEdge>
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            nodeOrigin={TOP_CENTRE}
            nodesDraggable={!fixed}
            nodesConnectable={!fixed}
            elementsSelectable={!foreseen}
            snapToGrid
            snapGrid={SNAP}
            maxZoom={2.5}
            onlyRenderVisibleElements={many}
            {...viewport}
            {...handlers}
            {...hover}
            onNodeDoubleClick={onNodeDoubleClick}
            onPaneClick={onPaneClick}
            {...connecting}
            connectionLineComponent={ConnectionLine}
            connectionRadius={28}
            reconnectRadius={REACH}
            connectOnClick={false}
            connectionDragThreshold={3}
            nodeDragThreshold={STEADY}
            nodeClickDistance={STEADY}
            paneClickDistance={STEADY}
            onError={onFlowError}
            deleteKeyCode={null}
            panActivationKeyCode={null}
            zoomActivationKeyCode={null}
            selectionKeyCode="Shift"
            selectionOnDrag={boxes}
            selectionMode={SelectionMode.Partial}
            panOnDrag={boxes ? MIDDLE_BUTTON : true}
            multiSelectionKeyCode={["Meta", "Control", "Shift"]}
            disableKeyboardA11y
            edgesFocusable={false}
            zoomOnDoubleClick={false}
            selectNodesOnDrag={false}
            autoPanSpeed={8}
            attributionPosition="bottom-center"
          >
            {sketched && <EdgeSketch {...{ view, places, ways, dragged, moving }} />}
            {detail === "full" && !readonly && <EdgePlus edges={view.edges} ways={ways} />}
            <ValueFocus {...{ view, places }} />
            <Frames {...{ view, places, dragged, carry, letGo }} />
            <Comments {...{ view, places, dragged }} />
            <Background variant={BackgroundVariant.Dots} gap={GRID * 3} size={1.2} />
            {minimap && nodes.length > 12 && <Overview />}
          </ReactFlow>
        </CalloutContext>
      </DetailContext>
      <Overlays empty={nodes.length === 0} />
      {children}
    </div>
  );
}

/**
 * Whether there are many nodes, or were until now: React Flow has those that were for a moment longer,
 * and would render all of them.
 */
function useMany(count: number): boolean {
  const many = count > MANY;
  const [were, setWere] = useState(many);
  useEffect(() => setWere(many), [many]);
  return many || were;
}

function refocus(frame: HTMLDivElement | null): void {
  const root = frame?.getRootNode() as Document | ShadowRoot | undefined;
  const nowhere = root?.activeElement === null || root?.activeElement === document.body;
  if (nowhere) frame?.focus({ preventScroll: true });
}
