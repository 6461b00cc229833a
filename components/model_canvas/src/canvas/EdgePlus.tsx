/** A + in the middle of the wire under the pointer, or of the selected one: a layer goes there. */

import { ViewportPortal } from "@xyflow/react";
import { Plus } from "lucide-react";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { isGesturing, type Ui, useUi, useUiStore } from "../store/uiStore";
import type { EdgeView } from "../view/edgeViews";
import type { Way } from "../view/edgeWays";
import type { Point } from "../view/geometry";
import { labelWidth, roughPlace } from "../view/labelPlacement";
import { hoverEdge } from "./edgeHover";

interface Props {
  edges: readonly EdgeView[];
  ways: ReadonlyMap<string, Way>;
}

export function EdgePlus({ edges, ways }: Props) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const hovered = useUi((state) => state.hoveredEdge);
  const busy = useUi(isBusy);
  const selected = useCanvas(({ selectedEdges, selection }) =>
    selectedEdges.length === 1 && selection.length === 0 ? (selectedEdges[0] ?? null) : null,
  );
  const id = hovered ?? selected;
  const edge = id === null ? undefined : edges.find((one) => one.id === id);
  const way = edge && ways.get(edge.id);
  if (busy || !edge || !way) return null;
  const { x, y } = middleOf(edge, way);
  return (
    <ViewportPortal>
      <button
        type="button"
        className="edge-plus nodrag nopan"
        style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}
        aria-label="Insert a layer here"
        title="Insert a layer here"
        onPointerEnter={() => hoverEdge(ui, edge.id)}
        onPointerLeave={() => hoverEdge(ui, null)}
        onClick={(event) => {
          event.stopPropagation();
          const box = event.currentTarget.getBoundingClientRect();
          const frame = event.currentTarget.closest(".canvas")?.getBoundingClientRect();
          const at = { x: box.right + 8 - (frame?.x ?? 0), y: box.y - (frame?.y ?? 0) };
          store.getState().select([], [edge.id]);
          ui.setState({ quickAdd: { goal: { kind: "edge", edge: edge.id }, at, text: "" } });
        }}
      >
        <Plus size={13} aria-hidden />
      </button>
    </ViewportPortal>
  );
}

function isBusy(ui: Ui): boolean {
  return isGesturing(ui) || ui.connecting !== null || ui.quickAdd !== null || ui.menu !== null;
}

/** The middle of the longest part; beside the shape, where that is written there. */
function middleOf(edge: EdgeView, { from, corners, to, label }: Way): Point {
  if (label === null || edge.label === "") return roughPlace([from, ...corners, to]);
  return { x: label.x - labelWidth(edge.label) / 2 - 11, y: label.y };
}
