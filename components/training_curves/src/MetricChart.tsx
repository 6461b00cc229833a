/** One metric of one head: training solid, validation dashed, a colour for each run. */

import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import type { Ink } from "./ink";
import { type Metric, validationOf } from "./metrics";
import { type Line, Plot, type Range } from "./plot";
import type { Points } from "./points";
import type { RunLog } from "./runLog";
import { smoothed } from "./smoothing";
import { walked } from "./walking";
import { figure } from "./wording";

/** A run among those that are compared. */
export interface Drawn {
  id: string;
  name: string;
  log: RunLog;
  colour: string;
}

interface Props {
  metric: Metric;
  runs: readonly Drawn[];
  range: Range;
  hover: number | null;
  log: boolean;
  smoothing: number;
  ink: Ink;
  version: number;
  onHover: (x: number | null) => void;
  onZoom: (range: Range | null) => void;
}

/** So few points get a dot each. */
const FEW = 24;

export function MetricChart(props: Props): ReactNode {
  const { metric, runs, range, hover, log, smoothing, ink, version, onHover, onZoom } = props;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | null>(null);
  const wants = useRef({ hover: onHover, zoom: onZoom });
  wants.current = { hover: onHover, zoom: onZoom };
  const lines = useRef<Line[]>([]);

  useEffect(() => {
    if (host.current === null) return;
    const made = new Plot(host.current, ink, {
      hover: (x) => wants.current.hover(x),
      zoom: (part) => wants.current.zoom(part),
    });
    plot.current = made;
    return () => made.destroy();
  }, [ink]);

  const [from, to] = range;
  // biome-ignore lint/correctness/useExhaustiveDependencies: curves grow in place, `version` says when; `ink` makes another plot.
  useEffect(() => {
    lines.current = linesOf(metric.name, runs, smoothing);
    const draw = () => plot.current?.draw(lines.current, [from, to], log);
    draw();
    if (host.current === null || typeof ResizeObserver === "undefined") return;
    let width = host.current.clientWidth;
    const sized = new ResizeObserver(() => {
      const now = host.current?.clientWidth ?? width;
      if (now !== width) draw();
      width = now;
    });
    sized.observe(host.current);
    return () => sized.disconnect();
  }, [metric.name, runs, smoothing, from, to, log, ink, version]);

  useEffect(() => plot.current?.mark(hover), [hover]);

  const walk = (event: KeyboardEvent) => {
    const next = walked(event.key, { hover, zoom: range }, range);
    if (next === null) return;
    event.preventDefault();
    if (next.zoom !== range) onZoom(next.zoom);
    onHover(next.hover);
  };

  const title = metric.head ? `${metric.head}: ${metric.metric}` : metric.metric;
  return (
    <figure className="chart">
      <figcaption>
        <span className="chart-title">{title.replaceAll("_", " ")}</span>
        <span className="readings" aria-live={hover === null ? "off" : "polite"}>
          {runs.map((run) => (
            <Reading key={run.id} run={run} name={metric.name} at={hover} named={runs.length > 1} />
          ))}
        </span>
      </figcaption>
      {/* biome-ignore-start lint/a11y/noNoninteractiveTabindex: arrow keys read its values. */}
      {/* biome-ignore lint/a11y/useSemanticElements: a canvas and what lies over it. */}
      <div
        ref={host}
        className="plot"
        role="group"
        tabIndex={0}
        aria-label={`Curves of ${title}. Left and right arrows read values, plus zooms in, Escape shows all. The values stand in the table below, too.`}
        onKeyDown={walk}
        onBlur={() => onHover(null)}
      />
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above */}
    </figure>
  );
}

/** What a run has at a place, or at last. */
function Reading({
  run,
  name,
  at,
  named,
}: {
  run: Drawn;
  name: string;
  at: number | null;
  named: boolean;
}): ReactNode {
  const training = valueAt(run.log.curves.get(name), at);
  const validation = valueAt(run.log.curves.get(validationOf(name)), at);
  return (
    <span className="reading" style={{ color: run.colour }}>
      {named && <span className="run-name">{run.name}</span>}
      {training !== null && (
        <span title="Training">
          <i className="stroke" aria-hidden="true" />
          <span className="sr-only">training </span>
          {figure(training)}
        </span>
      )}
      {validation !== null && (
        <span title="Validation">
          <i className="stroke dashed" aria-hidden="true" />
          <span className="sr-only">validation </span>
          {figure(validation)}
        </span>
      )}
    </span>
  );
}

function valueAt(points: Points | undefined, at: number | null): number | null {
  if (!points || points.length === 0) return null;
  return points.y[at === null ? points.length - 1 : points.nearest(at)] ?? null;
}

/** The lines of a metric: those behind first. */
export function linesOf(name: string, runs: readonly Drawn[], smoothing: number): Line[] {
  const behind: Line[] = [];
  const before: Line[] = [];
  for (const { log, colour } of runs) {
    for (const dashed of [false, true]) {
      const points = log.curves.get(dashed ? validationOf(name) : name);
      if (!points) continue;
      const { x, y } = points;
      const line = {
        colour,
        dashed,
        faint: false,
        dots: x.length === 1 || (x.length <= FEW && dashed),
      };
      if (smoothing > 0 && !dashed) {
        behind.push({ ...line, faint: true, dots: false, curve: { x, y } });
      }
      before.push({ ...line, curve: { x, y: smoothed(y, smoothing) } });
    }
  }
  return [...behind, ...before];
}
