/** The state after news of the values of tensors. */

import type { FlowView } from "../../../shared/bus";
import type { FlowLook, FlowUpdate } from "../../../shared/types.gen";
import type { CanvasState } from "./canvasState";

const NOTHING: FlowView = { rev: 0, values: null, detail: null, problem: "", busy: true };

/** What the state is once a page says what it looks at: nothing is left where it looks at nothing. */
export function flowWanted(
  { flow }: Pick<CanvasState, "flow">,
  { settings, call }: FlowLook,
): Pick<CanvasState, "flow" | "flowPlace"> {
  return settings === null
    ? { flow: null, flowPlace: null }
    : { flow: flow ?? NOTHING, flowPlace: call };
}

/** The values with what is new in them. What there was stays until there is something else. */
export function flowNews({ flow }: Pick<CanvasState, "flow">, update: FlowUpdate): FlowView {
  const known = flow ?? NOTHING;
  const { rev = known.rev, problem } = update;
  if (problem) return { ...NOTHING, rev, problem, busy: false };
  return {
    rev,
    values: update.whole ?? known.values,
    detail: update.detail === undefined ? known.detail : update.detail,
    problem: update.whole ? "" : known.problem,
    busy: update.busy ?? known.busy,
  };
}
