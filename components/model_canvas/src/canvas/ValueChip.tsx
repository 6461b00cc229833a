/** The values of the tensor on a wire, while somebody looks at them: a small picture and the shape. */

import { EdgeLabelRenderer } from "@xyflow/react";
import { bus } from "../../../shared/bus";
import { callsOf, type Numbered } from "../../../shared/flowValues";
import { HeatMap } from "../../../shared/HeatMap";
import { short } from "../../../shared/pixels";
import type { CallValues, TensorValues } from "../../../shared/types.gen";
import { useCanvas } from "../store/StoreContext";
import type { EdgeView } from "../view/edgeViews";
import type { Point } from "../view/geometry";
import { useDetail } from "./detail";

interface Props {
  edge: EdgeView;
  at: Point;
  /** Whether there is room for the shape, too. */
  roomy: boolean;
}

export function ValueChip({ edge, at, roomy }: Props) {
  const found = useCallOf(edge.source);
  const tensor = found?.call.outputs[Number(edge.sourcePort)];
  return (
    found &&
    tensor && (
      <EdgeLabelRenderer>
        <TensorChip call={found.call} tensor={tensor} at={at} roomy={roomy} />
      </EdgeLabelRenderer>
    )
  );
}

/** The call that is shown at a node of the graph, while somebody looks at values. */
export function useCallOf(node: string): Numbered | undefined {
  return useCanvas(({ flow, graph, flowPlace }) =>
    flow?.values ? memoised(flow.values, graph, flowPlace).get(node) : undefined,
  );
}

interface ChipProps {
  call: CallValues;
  tensor: TensorValues;
  at: Point;
  roomy?: boolean;
}

/** A tensor at a place of the drawing; a click looks at the call that made it. */
export function TensorChip({ call, tensor, at, roomy = true }: ChipProps) {
  const far = useDetail() !== "full";
  const words = wordsOf(call.name, tensor);
  return (
    <button
      type="button"
      className={`value-chip nodrag nopan ${tensor.bad > 0 ? "has-bad" : ""}`}
      style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
      title={words}
      aria-label={words}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        bus().emit("step", { graph: call.graph, nodes: [call.node] });
      }}
    >
      {tensor.picture && <HeatMap pixels={tensor.picture} />}
      {!far && roomy && <span>{textOf(tensor)}</span>}
    </button>
  );
}

let known: { key: readonly unknown[]; value: ReturnType<typeof callsOf> } | null = null;

/** All wires ask for the same: it is worked out once. */
function memoised(...key: Parameters<typeof callsOf>): ReturnType<typeof callsOf> {
  if (!known?.key.every((part, index) => part === key[index])) {
    known = { key, value: callsOf(...key) };
  }
  return known.value;
}

/** The shape; of a single number, that number. */
export function textOf({ shape, min }: TensorValues): string {
  const single = min !== null && shape.every((size) => size === 1);
  return single ? short(min) : shape.join(" × ");
}

/** `conv2d: (1, 30, 30, 32), -0.412 … 1.07, mean 0.12, 48% zeros`. */
export function wordsOf(name: string, tensor: TensorValues): string {
  const { shape, min, max, mean, zeros, bad } = tensor;
  const words = [`${name}: (${shape.join(", ")})`];
  if (min !== null) words.push(`${short(min)} … ${short(max)}`, `mean ${short(mean)}`);
  if (zeros >= 0.005) words.push(`${Math.round(100 * zeros)}% zeros`);
  if (bad > 0) words.push(`${short(100 * bad)}% are no finite numbers`);
  return words.join(", ");
}
