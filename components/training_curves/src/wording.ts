/** Numbers and states as people read them. */

import type { RunLog, RunState } from "./runLog";

/** `0.0321`, `1.2e-5`, `97.31`: four digits. */
export function figure(value: number | null): string {
  if (value === null) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(2).replace("e+", "e");
  return Number(value.toPrecision(4)).toString();
}

/** `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

const STATES: Record<RunState, string> = {
  waiting: "Starting",
  running: "Training",
  paused: "Paused",
  stopped: "Stopped",
  failed: "Failed",
  finished: "Finished",
};

/** What a run is doing, in one line. */
export function progressText(log: RunLog): string {
  const parts: string[] = [log.lost ? "Interrupted" : STATES[log.state]];
  if (log.totalEpochs > 0) {
    const under = log.state === "running" && !log.lost;
    const now = Math.min(log.totalEpochs, under ? log.epoch + 1 : log.epoch);
    parts.push(`epoch ${now} of ${log.totalEpochs}`);
  }
  if (log.state === "running" && !log.lost && log.stepsPerEpoch) {
    parts.push(`step ${log.stepInEpoch} of ${Math.round(log.stepsPerEpoch)}`);
  }
  const left = log.secondsLeft;
  if (left !== null) parts.push(`${duration(left)} left`);
  else if (log.seconds > 0) parts.push(duration(log.seconds));
  if (log.bestEpoch !== null) parts.push(`best epoch ${log.bestEpoch + 1}`);
  return parts.join(" · ");
}
