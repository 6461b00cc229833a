/** Runs as they train: how far they are, their curves over each other, their norms. */

import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { inkAt } from "./ink";
import { type Drawn, MetricChart } from "./MetricChart";
import { type Metric, metricsOf } from "./metrics";
import { Norms } from "./Norms";
import { ProgressLine } from "./ProgressLine";
import type { Range } from "./plot";
import { RATE, type RunState } from "./runLog";
import { type RunShown, useRuns } from "./useRuns";
import { ValueTable } from "./ValueTable";

/** What Streamlit sends. */
export interface CurvesData {
  runs: RunShown[];
}

interface Props extends CurvesData {
  /** Where the events of a run are. */
  address: (id: string) => string;
  /** Where the theme's colours are found. */
  themed: Element;
  onState: (id: string, state: RunState) => void;
}

export function TrainingCurves({ runs, address, themed, onState }: Props): ReactNode {
  const key = JSON.stringify(runs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: Streamlit sends equal runs as other objects.
  const shown = useMemo(() => runs, [key]);
  const { logs, there, version } = useRuns(shown, address, onState);
  const [zoomed, setZoomed] = useState<Range | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const [log, setLog] = useState(false);
  const [smoothing, setSmoothing] = useState(0);
  const unzoomed = useCallback((range: Range | null) => {
    setHover(null);
    setZoomed(range);
  }, []);

  const found = JSON.stringify(inkAt(themed));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes under an element that stays.
  const ink = useMemo(() => inkAt(themed), [found]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: logs grow in place, `version` says when.
  const drawn = useMemo(
    () =>
      shown.flatMap(({ id, name }, index): Drawn[] => {
        const log = logs.get(id);
        const colour = ink.runs[index % ink.runs.length] ?? "";
        return log ? [{ id, name, log, colour }] : [];
      }),
    [shown, ink, version],
  );
  const metrics = shownMetrics(drawn);
  const end = useRef(1);
  end.current = lastPlace(drawn);
  const range: Range = zoomed ?? [0, end.current];
  const several = drawn.length > 1;

  return (
    <section className="curves" aria-label="Training curves">
      {!there && <p className="away">The server does not answer; the run goes on without it.</p>}
      {drawn.map((run) => (
        <ProgressLine key={run.id} run={run} named={several} />
      ))}
      {metrics.length > 0 && (
        <>
          <div className="tools">
            <label>
              <input
                type="checkbox"
                checked={log}
                onChange={(event) => setLog(event.target.checked)}
              />
              Log scale
            </label>
            <label>
              Smoothing
              <input
                type="range"
                min={0}
                max={0.98}
                step={0.02}
                value={smoothing}
                onChange={(event) => setSmoothing(Number(event.target.value))}
              />
            </label>
            <span className="key">
              <span>
                <i className="stroke" aria-hidden="true" /> training
              </span>
              <span>
                <i className="stroke dashed" aria-hidden="true" /> validation
              </span>
            </span>
            {zoomed !== null && (
              <button type="button" onClick={() => unzoomed(null)}>
                Show all epochs
              </button>
            )}
          </div>
          <div className="charts">
            {metrics.map((metric) => (
              <MetricChart
                key={metric.name}
                metric={metric}
                runs={drawn}
                range={range}
                hover={hover}
                log={log}
                smoothing={smoothing}
                ink={ink}
                version={version}
                onHover={setHover}
                onZoom={unzoomed}
              />
            ))}
          </div>
          {drawn.map((run) => (
            <Norms key={run.id} log={run.log} />
          ))}
          <ValueTable metrics={metrics} runs={drawn} />
        </>
      )}
    </section>
  );
}

/** All that runs have written; a learning rate that stays as it is needs no chart. */
function shownMetrics(runs: readonly Drawn[]): Metric[] {
  const names = new Set(runs.flatMap(({ log }) => [...log.curves.keys()]));
  const heads = [...new Set(runs.flatMap(({ log }) => log.heads))];
  const still = runs.every(({ log }) => {
    const rates = log.curves.get(RATE)?.y ?? new Float64Array(0);
    return rates.every((rate) => rate === rates[0]);
  });
  return metricsOf(names, heads).filter(({ name }) => !(still && name === RATE));
}

function lastPlace(runs: readonly Drawn[]): number {
  let last = 0;
  for (const { log } of runs) {
    for (const points of log.curves.values()) {
      last = Math.max(last, points.x[points.length - 1] ?? 0);
    }
  }
  return last || 1;
}
