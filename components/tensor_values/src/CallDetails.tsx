/** The call that is looked at: what it returns, and its weights. */

import type { CallDetail, FlowPlace, FlowValues } from "../../shared/types.gen";
import { TensorFigure } from "./TensorFigure";
import { Weights } from "./Weights";

interface Props {
  detail: CallDetail;
  values: FlowValues;
  onLook: (place: FlowPlace) => void;
}

export function CallDetails({ detail, values, onLook }: Props) {
  const { place, outputs, layer } = detail;
  const call = values.calls[place.number];
  if (!call) return null;
  return (
    <article className="call-details" aria-label={`Values of ${call.name}`}>
      <h3>
        {[...call.path, call.name].join(" / ")}
        {call.instance > 0 && <span className="faint"> time {call.instance}</span>}
      </h3>
      {outputs.map((output, index) => (
        <TensorFigure
          // biome-ignore lint/suspicious/noArrayIndexKey: a tensor is known by its place
          key={index}
          tensor={output}
          title={outputs.length > 1 ? `output ${index}` : "output"}
        />
      ))}
      {layer && <Weights {...{ layer, place, values, onLook }} />}
    </article>
  );
}
