/** How the pass is made: mode, batch, weights, and whether a gradient step follows. */

import type { FlowValues } from "../../shared/types.gen";
import { useWanted } from "./useWanted";
import { want } from "./wanted";

const BATCHES = [1, 2, 4, 8];

/** The batch of training: statistics of one sample alone say nothing. */
const TRAINING_BATCH = 4;

const RATE = 0.1;
const RATES = [1, 0.5, 0.1, 0.01, 0.001];

interface Props {
  /** Whether there are trained weights. */
  trained: boolean;
  values: FlowValues | null;
}

export function Modes({ trained, values }: Props) {
  const { settings } = useWanted();
  const { training, batch, rate, seed, draw } = settings;
  return (
    <section className="modes" aria-label="How the pass is made">
      <label title="Dropout drops, BatchNormalization uses the batch's own statistics and moves its own">
        <input
          type="checkbox"
          checked={training}
          onChange={({ target: { checked } }) =>
            want({ training: checked, batch: checked ? Math.max(batch, TRAINING_BATCH) : 1 })
          }
        />
        Training mode
      </label>
      <label title="One step of plain gradient descent, and what each call contributes to it">
        <input
          type="checkbox"
          checked={rate !== null}
          onChange={({ target: { checked } }) => want({ rate: checked ? RATE : null })}
        />
        Gradient step
      </label>
      {rate !== null && (
        <label title="The learning rate: a weight loses that times its gradient">
          rate
          <select value={rate} onChange={({ target }) => want({ rate: Number(target.value) })}>
            {rates(rate, values?.own?.rate ?? null).map((one) => (
              <option key={one} value={one}>
                {one === values?.own?.rate ? `${one} (${values.own.optimizer}’s)` : one}
              </option>
            ))}
          </select>
        </label>
      )}
      <label title="Samples in the batch: the pictures show the first, the figures are of all">
        batch
        <select value={batch} onChange={({ target }) => want({ batch: Number(target.value) })}>
          {BATCHES.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      {trained && (
        <label title="Those that the newest training run of this draft kept, or those that it began with">
          <input
            type="checkbox"
            checked={settings.trained}
            onChange={({ target }) => want({ trained: target.checked })}
          />
          Trained weights
        </label>
      )}
      {!values?.trained && (
        <button type="button" title={`Seed ${seed}`} onClick={() => want({ seed: seed + 1 })}>
          New weights
        </button>
      )}
      {training && (
        <button type="button" title={`Draw ${draw}`} onClick={() => want({ draw: draw + 1 })}>
          Other masks
        </button>
      )}
    </section>
  );
}

/** The rates to choose from, that of the design's own optimizer and the one that is chosen included. */
function rates(chosen: number, own: number | null): number[] {
  const all = [...RATES, chosen, ...(own === null ? [] : [own])];
  return [...new Set(all)].sort((a, b) => b - a);
}
