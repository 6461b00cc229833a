/** The panel: an input of one's own, the pass call by call, and the call that is looked at. */

import { useEffect, useMemo } from "react";
import { bus } from "../../shared/bus";
import { stepsOf } from "../../shared/flowValues";
import { Sentence } from "../../shared/Sentence";
import type { FlowPlace } from "../../shared/types.gen";
import { useTopic } from "../../shared/useTopic";
import { CallDetails } from "./CallDetails";
import { InputChooser } from "./InputChooser";
import { Loss } from "./Loss";
import { Modes } from "./Modes";
import { StepBar } from "./StepBar";
import { useWanted } from "./useWanted";
import { lookAt, open } from "./wanted";

/** What Streamlit sends; the values come from the canvas. */
export interface ValuesData {
  /** Whether a training run of the draft has weights to look at. */
  trained: boolean;
}

export function ValuesPanel({ trained }: ValuesData) {
  const flow = useTopic("flow");
  const graph = useTopic("selection")?.graph ?? "main";
  const { place } = useWanted();
  const values = flow?.values ?? null;
  const steps = useMemo(
    () => (values ? stepsOf(values, graph, place) : []),
    [values, graph, place],
  );
  const index = indexOf(steps, place);
  useEffect(() => open(), []);
  useFollowing(steps);
  const current = steps[index];
  // What is looked at is gone, or nothing has been looked at yet.
  useEffect(() => {
    if (!current) return;
    const { call, number } = current;
    if (place?.number === number && place.node === call.node && place.graph === call.graph) return;
    lookAt({ graph: call.graph, node: call.node, number });
  }, [current, place]);
  const step = (next: number) => {
    const found = steps[next];
    if (found) lookAt({ graph: found.call.graph, node: found.call.node, number: found.number });
  };
  const look = (next: FlowPlace) => {
    lookAt(next);
    if (next.graph !== graph) bus().emit("focus", { graph: next.graph, nodes: [next.node] });
  };
  const detail = flow?.detail;
  return (
    <section
      className={flow?.busy ? "values is-busy" : "values"}
      aria-label="Values"
      aria-busy={flow?.busy ?? true}
    >
      {values && <InputChooser entries={values.entries} own={values.own} />}
      {(values || flow?.problem) && <Modes trained={trained} values={values} />}
      {flow?.problem && (
        <p className="problem" role="status">
          <Sentence text={flow.problem} />
        </p>
      )}
      {!values && !flow?.problem && <p className="faint">The model is being built …</p>}
      {values?.step && <Loss step={values.step} values={values} />}
      {values && <StepBar steps={steps} index={index} onStep={step} />}
      {values && detail && <CallDetails detail={detail} values={values} onLook={look} />}
    </section>
  );
}

/** Where in the steps a call stands; the same node where it is another time it is called. */
function indexOf(steps: ReturnType<typeof stepsOf>, place: FlowPlace | null): number {
  const exact = steps.findIndex(
    ({ number, call }) => number === place?.number && call.node === place.node,
  );
  if (exact >= 0) return exact;
  return Math.max(
    0,
    steps.findIndex(({ call }) => call.node === place?.node),
  );
}

/** Look at what is selected on the canvas, and at what is clicked there. */
function useFollowing(steps: ReturnType<typeof stepsOf>): void {
  useEffect(() => {
    const to = ({ graph, nodes }: { graph: string; nodes: string[] }) => {
      if (nodes.length !== 1) return;
      const found = steps.findLast(({ call }) => call.node === nodes[0] && call.graph === graph);
      if (found) lookAt({ graph, node: found.call.node, number: found.number });
    };
    let first = true;
    const offs = [
      // The remembered selection is delivered at once, and is no news.
      bus().on("selection", (place) => {
        if (!first) to(place);
      }),
      bus().on("step", to),
    ];
    first = false;
    return () => {
      for (const off of offs) off();
    };
  }, [steps]);
}
