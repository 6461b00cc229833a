/** What a gradient step makes of the loss, head by head, and what the heads are to say. */

import { short } from "../../shared/pixels";
import { Sentence } from "../../shared/Sentence";
import type { FlowStep, FlowValues } from "../../shared/types.gen";
import { giveOwnData } from "./wanted";

interface Props {
  step: FlowStep;
  values: FlowValues;
}

export function Loss({ step, values: { own, entries } }: Props) {
  const { loss, after, what, rate, norm, heads, target } = step;
  return (
    <div className="loss">
      <p>
        Loss ({what}): <b>{precise(loss)}</b> → <b>{precise(after)}</b> after one step of {rate} ×
        gradient (‖g‖ = {short(norm)}).
      </p>
      {heads.length > 1 && (
        <p className="heads">
          {heads.map((head, index) => (
            <span key={head.name} title={head.what}>
              {index > 0 && " + "}
              {head.name} <b>{precise(head.loss)}</b>
              {head.weight !== 1 && ` × ${head.weight}`}
            </span>
          ))}
        </p>
      )}
      <p className="faint">
        Learnt from <Sentence text={`${target}.`} />{" "}
        {!step.own && own && !own.problem && (
          <button
            type="button"
            title={`A batch of ${own.name}, the losses of the heads, and the rate of ${own.optimizer}`}
            onClick={() => giveOwnData(entries, own.rate === null ? {} : { rate: own.rate })}
          >
            Learn from your data
          </button>
        )}
      </p>
    </div>
  );
}

/** What a step changes is often in the fourth place. */
function precise(value: number | null): string {
  return value === null ? "no finite number" : String(Number(value.toPrecision(5)));
}
