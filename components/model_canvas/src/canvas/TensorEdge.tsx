/** The React Flow edge of one use of a tensor, with its shape where there is room. */

import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { lookup } from "../../../shared/document";
import { useCanvas } from "../store/StoreContext";
import { useUi } from "../store/uiStore";
import { directRoute, pathOf } from "../view/edgeRoutes";
import { arrowhead, edgeClasses, HEAD } from "../view/edgeShape";
import type { EdgeView } from "../view/edgeViews";
import type { Way } from "../view/edgeWays";
import type { Point } from "../view/geometry";
import { labelWidth, roughPlace } from "../view/labelPlacement";
import { useDetail } from "./detail";
import { ValueChip } from "./ValueChip";

export interface TensorEdgeData extends Record<string, unknown> {
  view: EdgeView;
  /** The way between the ends; null while an end is being dragged. */
  way: Way | null;
  side: "top" | "right";
}

export type TensorFlowEdge = Edge<TensorEdgeData, "tensor">;

export const TensorEdge = memo(function TensorEdge(props: EdgeProps<TensorFlowEdge>) {
  const { data, sourceX, sourceY, targetX, targetY, selected } = props;
  const far = useDetail() !== "full";
  const mark = useCanvas(
    ({ preview, graph }) => preview && lookup(lookup(preview.edges, graph) ?? {}, props.id),
  );
  const dropping = useUi((ui) => ui.dropEdge === props.id);
  if (data === undefined) return null;
  const { view, way, side } = data;
  const source = { x: sourceX, y: sourceY, node: view.source, side: "bottom" as const };
  const target = { x: targetX, y: targetY, node: view.target, side };
  const tip =
    side === "top" ? { x: targetX, y: targetY - HEAD } : { x: targetX + HEAD, y: targetY };
  const points = [source, ...(way?.corners ?? directRoute({ source, target })), tip];
  // Where dtypes change is always said; a shape only where there is room for it.
  const label = way?.label ?? (view.casts && way ? roughPlace(points) : null);
  return (
    <>
      <g className={`${edgeClasses(view, selected === true, mark)} ${dropping ? "is-drop" : ""}`}>
        <BaseEdge path={pathOf(points)} interactionWidth={16} />
        <path className="arrowhead" d={arrowhead(targetX, targetY, side)} />
      </g>
      {!far && view.label && label && (
        <EdgeLabelRenderer>
          <span
            className={`edge-label ${view.casts ? "is-cast" : ""}`}
            style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
            aria-hidden
          >
            {view.label}
          </span>
        </EdgeLabelRenderer>
      )}
      <ValueChip
        edge={view}
        roomy={Boolean(way?.label) || !view.label}
        at={chipPlace(view, way?.label ?? roughPlace(points))}
      />
    </>
  );
});

/** Half of the width that most chips of values have. */
const CHIP = 56;

/** In the place of the shape; beside the dtypes where these change. */
function chipPlace({ casts, label }: EdgeView, { x, y }: Point): Point {
  return casts ? { x: x + labelWidth(label) / 2 + CHIP, y } : { x, y };
}
