/** Norms of each layer's weights and gradient, the last epoch's, with what they mean in words. */

import type { ReactNode } from "react";
import { Sentence } from "../../shared/Sentence";
import type { RunLog } from "./runLog";
import { figure } from "./wording";

export function Norms({ log }: { log: RunLog }): ReactNode {
  const { norms } = log;
  if (norms === null) return null;
  const { layers, words, epoch } = norms;
  return (
    <details className="norms">
      <summary>
        Gradients and weights{" "}
        <span className="words">
          <Sentence text={words} />
        </span>
      </summary>
      <div className="scrolls">
        <table>
          <caption>Norms after epoch {epoch + 1}; bars by powers of ten</caption>
          <thead>
            <tr>
              <th scope="col">Layer</th>
              <th scope="col">Gradient</th>
              <th scope="col">Weights</th>
            </tr>
          </thead>
          <tbody>
            {layers.map(({ name, gradient, weight }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <Bar value={gradient} all={layers.map((layer) => layer.gradient)} />
                </td>
                <td>
                  <Bar value={weight} all={layers.map((layer) => layer.weight)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Bar({ value, all }: { value: number | null; all: (number | null)[] }): ReactNode {
  return (
    <span className="bar">
      <i style={{ width: `${100 * share(value, all)}%` }} aria-hidden="true" />
      {figure(value)}
    </span>
  );
}

/** Where a value stands between a thousandth of the largest and that, by powers of ten. */
export function share(value: number | null, all: readonly (number | null)[]): number {
  const largest = Math.max(...all.map((one) => (one !== null && one > 0 ? one : 0)));
  if (value === null || value <= 0 || largest <= 0) return 0;
  return Math.max(0.02, 1 + Math.log10(value / largest) / 4);
}
