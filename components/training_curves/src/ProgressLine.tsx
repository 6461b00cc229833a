/** How far a run is. */

import type { ReactNode } from "react";
import { Sentence } from "../../shared/Sentence";
import type { Drawn } from "./MetricChart";
import { ENDED, RATE } from "./runLog";
import { figure, progressText } from "./wording";

export function ProgressLine({ run, named }: { run: Drawn; named: boolean }): ReactNode {
  const { log } = run;
  const rate = log.last(RATE);
  return (
    <div className={`progress is-${log.lost ? "stopped" : log.state}`}>
      <div className="progress-words">
        <span>
          {named && (
            <b style={{ color: run.colour }}>
              {run.name}
              {": "}
            </b>
          )}
          {progressText(log)}
        </span>
        {rate !== null && <span>learning rate {figure(rate)}</span>}
      </div>
      {!(named && ENDED.has(log.state)) && (
        <progress
          max={1}
          value={log.state === "waiting" ? undefined : log.done}
          aria-label={`Progress of ${run.name}`}
        />
      )}
      {log.sentence && (
        <p className="sentence" role="alert">
          <Sentence text={log.sentence} />
        </p>
      )}
    </div>
  );
}
