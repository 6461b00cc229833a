/** The weights of the layer that a call uses, who else uses them, and what a step makes of them. */

import { short } from "../../shared/pixels";
import type {
  FlowPlace,
  FlowValues,
  LayerDetail,
  WeightDetail,
  WeightMoved,
} from "../../shared/types.gen";
import { TensorFigure } from "./TensorFigure";

interface Props {
  layer: LayerDetail;
  place: FlowPlace;
  values: FlowValues;
  onLook: (place: FlowPlace) => void;
}

export function Weights({ layer, place, values, onLook }: Props) {
  return (
    <section className="weights" aria-label={`Weights of ${layer.name}`}>
      {layer.calls.length > 1 && <Sharing {...{ layer, place, values, onLook }} />}
      {layer.weights.map((weight) => (
        <Weight key={weight.path} weight={weight} layer={layer} values={values} />
      ))}
    </section>
  );
}

/** Every call of a shared layer, each a click away. */
function Sharing({ layer, place, values, onLook }: Props) {
  return (
    <p className="sharing">
      <b>{layer.calls.length} calls, one kernel.</b> Each of them uses these very numbers:{" "}
      {layer.calls.map((one, index) => (
        <button
          key={one.number}
          type="button"
          aria-pressed={one.number === place.number}
          onClick={() => onLook(one)}
        >
          {callName(values, one, index)}
        </button>
      ))}
    </p>
  );
}

function callName(values: FlowValues, { number }: FlowPlace, index: number): string {
  const call = values.calls[number];
  const path = call && call.path.length > 0 ? ` in ${call.path.join(" / ")}` : "";
  return `call ${index + 1}${path}`;
}

function Weight({
  weight,
  layer,
  values,
}: { weight: WeightDetail } & Pick<Props, "layer" | "values">) {
  const { path, digest, before, after, moved, trainable } = weight;
  return (
    <div className="weight">
      <header>
        <b>{path}</b>
        <span>
          ({before.shape.join(", ")}) <span className="faint">{before.dtype}</span>
        </span>
        <code title="Of its numbers: the same wherever this weight is used">#{digest}</code>
        {!trainable && <span className="faint">not trained</span>}
      </header>
      <div className="row">
        <TensorFigure tensor={before} title={moved || after ? "before" : ""} small />
        {after && <TensorFigure tensor={after} title="after this pass" small />}
        {moved && <Step moved={moved} />}
      </div>
      {moved && <Parts moved={moved} layer={layer} values={values} />}
    </div>
  );
}

function Step({ moved }: { moved: WeightMoved }) {
  return (
    <>
      <TensorFigure tensor={moved.change} title={`change, ‖Δ‖ = ${short(moved.norm)}`} small />
      <TensorFigure tensor={moved.after} title="after the step" small />
    </>
  );
}

/** A weight that several calls use is moved once, by the sum of what each contributes. */
function Parts({ moved, layer, values }: { moved: WeightMoved } & Pick<Props, "layer" | "values">) {
  if (moved.parts.length < 2) return null;
  let calls = 0;
  return (
    <div className="parts">
      <p>It is moved once, by the sum of these gradients:</p>
      <div className="row">
        {moved.parts.map((part, index) => {
          const place = part.node === "" ? undefined : layer.calls[calls++];
          const title = place ? callName(values, place, calls - 1) : "its regularizer";
          return (
            <TensorFigure
              // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place
              key={index}
              tensor={part.picture}
              title={`${title}, ‖g‖ = ${short(part.norm)}`}
              small
            />
          );
        })}
      </div>
    </div>
  );
}
