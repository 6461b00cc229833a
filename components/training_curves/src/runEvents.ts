/** What a run writes of itself, one JSON object a line. */

export type Logs = Record<string, number | null>;

/** Norms of one layer's weights and of its gradient after an epoch. */
export interface LayerNorms {
  name: string;
  weight: number | null;
  gradient: number | null;
}

/**
 * See `model_codegen/training/sink.py`. `t`: seconds that it has run; `epoch` counts from 0 over all
 * stages, `step` batches since the start of the run.
 */
export type RunEvent = { t?: number } & (
  | {
      kind: "started";
      total_epochs: number;
      /** null where the data tell only by their end. */
      steps_per_epoch: number | null;
      heads: string[];
    }
  | { kind: "step"; step: number; epoch: number; logs: Logs }
  | { kind: "epoch"; epoch: number; step: number; logs: Logs }
  | { kind: "norms"; epoch: number; layers: LayerNorms[]; words: string }
  | { kind: "paused" | "stopped"; epoch: number; step: number }
  /** What was told of later steps is void. */
  | { kind: "resumed"; epoch: number; step: number }
  | { kind: "failed" | "nonfinite" | "diverged"; sentence: string }
  | { kind: "finished"; best_epoch: number | null }
  | { kind: "results" }
);

/** The events of whole lines; what is none is passed over, for a disk may fill in mid-line. */
export function parsed(lines: string): RunEvent[] {
  const found: RunEvent[] = [];
  for (const line of lines.split("\n")) {
    if (line === "") continue;
    try {
      const event: unknown = JSON.parse(line);
      if (typeof event === "object" && event !== null && "kind" in event) {
        found.push(event as RunEvent);
      }
    } catch {
      // The next line tells more.
    }
  }
  return found;
}
