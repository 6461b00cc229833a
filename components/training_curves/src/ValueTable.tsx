/** The curves as a table: what each metric has at last, and at its best. */

import type { ReactNode } from "react";
import type { Drawn } from "./MetricChart";
import { type Metric, validationOf } from "./metrics";
import { RATE } from "./runLog";
import { figure } from "./wording";

export function ValueTable({
  metrics,
  runs,
}: {
  metrics: readonly Metric[];
  runs: readonly Drawn[];
}): ReactNode {
  const shown = metrics.filter(({ name }) => name !== RATE);
  return (
    <details className="values">
      <summary>Values as a table</summary>
      <div className="scrolls">
        <table>
          <thead>
            <tr>
              {runs.length > 1 && <th scope="col">Run</th>}
              <th scope="col">Metric</th>
              <th scope="col">Training</th>
              <th scope="col">Validation</th>
              <th scope="col">Best validation</th>
            </tr>
          </thead>
          <tbody>
            {runs.flatMap((run) =>
              shown.map(({ name }) => (
                <tr key={`${run.id} ${name}`}>
                  {runs.length > 1 && <td>{run.name}</td>}
                  <th scope="row">{name}</th>
                  <td>{figure(run.log.last(name))}</td>
                  <td>{figure(run.log.last(validationOf(name)))}</td>
                  <td>{best(run, name)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** Metrics that are better the lower they are end like this in Keras. */
const LOWER = /(loss|error|crossentropy|divergence|hinge|mse|mae|mape|msle|poisson)$/;

/** `0.96 in epoch 4`. */
export function best(run: Drawn, name: string): string {
  const points = run.log.curves.get(validationOf(name));
  if (!points || points.length === 0) return "–";
  const lower = LOWER.test(name);
  const y = points.y;
  let at = 0;
  for (let index = 1; index < y.length; index += 1) {
    const now = y[index] ?? 0;
    const before = y[at] ?? 0;
    if (lower ? now < before : now > before) at = index;
  }
  return `${figure(y[at] ?? null)} in epoch ${Math.round(points.x[at] ?? 0)}`;
}
