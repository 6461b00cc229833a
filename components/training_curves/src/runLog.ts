/** `RunLog`: what is known of a run from its events, as curves and as a state. */

import { Points } from "./points";
import type { LayerNorms, Logs, RunEvent } from "./runEvents";

export type RunState = "waiting" | "running" | "paused" | "stopped" | "failed" | "finished";

export const ENDED: ReadonlySet<RunState> = new Set(["stopped", "failed", "finished"]);

/** Where Keras and the loops write the learning rate. */
export const RATE = "learning_rate";

/** The share of an epoch over which a mean is taken before it is drawn; the first epoch aside. */
const SETTLED = 0.5;

export class RunLog {
  state: RunState = "waiting";
  /** Whether nothing does it any more although it has not ended. */
  lost = false;
  /** Why it failed, or what went wrong in it. */
  sentence = "";
  heads: string[] = [];
  totalEpochs = 0;
  stepsPerEpoch: number | null = null;
  /** Epochs that are done, and batches since the start. */
  epoch = 0;
  step = 0;
  /** Seconds that it has run. */
  seconds = 0;
  bestEpoch: number | null = null;
  norms: { epoch: number; layers: LayerNorms[]; words: string } | null = null;
  /** Raised by each event. */
  version = 0;
  /** By log name: x in epochs, 1 at the end of the first. */
  readonly curves = new Map<string, Points>();
  #begin: { at: number; seconds: number } | null = null;

  /** Take events over, in their order. */
  take(events: readonly RunEvent[]): void {
    for (const event of events) this.#one(event);
    this.version += events.length;
  }

  /** How much of the run is done, from 0 to 1. */
  get done(): number {
    if (this.state === "finished") return 1;
    return this.totalEpochs > 0 ? Math.min(1, this.#place() / this.totalEpochs) : 0;
  }

  /** Seconds that it will take yet, by how fast it has been; null before that can be told. */
  get secondsLeft(): number | null {
    const begin = this.#begin;
    if (begin === null || this.state !== "running" || this.lost) return null;
    const gone = this.#place() - begin.at;
    const took = this.seconds - begin.seconds;
    if (gone <= 0 || took <= 0) return null;
    return Math.max(0, ((this.totalEpochs - this.#place()) / gone) * took);
  }

  /** The last value of a log name. */
  last(name: string): number | null {
    const points = this.curves.get(name);
    return points && points.length > 0 ? (points.y[points.length - 1] ?? null) : null;
  }

  /** Batches of the epoch that is under way. */
  get stepInEpoch(): number {
    return this.stepsPerEpoch ? Math.max(0, this.step - this.epoch * this.stepsPerEpoch) : 0;
  }

  /** Logs are means over the epoch so far: those of its first batches would be drawn as a spike. */
  #isSettled({ epoch, step }: { epoch: number; step: number }): boolean {
    const steps = this.stepsPerEpoch ?? 0;
    return epoch === 0 || step - epoch * steps >= SETTLED * steps;
  }

  #place(): number {
    return this.stepsPerEpoch ? Math.max(this.epoch, this.step / this.stepsPerEpoch) : this.epoch;
  }

  #one(event: RunEvent): void {
    if (event.t !== undefined) this.seconds = event.t;
    switch (event.kind) {
      case "started":
        this.state = "running";
        this.heads = event.heads;
        this.totalEpochs = event.total_epochs;
        this.stepsPerEpoch = event.steps_per_epoch ?? this.stepsPerEpoch;
        break;
      case "step":
        this.#go(event.epoch, event.step);
        // Where within an epoch a step is cannot be told before the first has ended.
        if (this.stepsPerEpoch && this.#isSettled(event)) {
          this.#add(event.step / this.stepsPerEpoch, event.logs);
        }
        break;
      case "epoch":
        this.stepsPerEpoch ??= event.step > 0 ? event.step / (event.epoch + 1) : null;
        this.#go(event.epoch + 1, event.step);
        this.#add(event.epoch + 1, event.logs);
        break;
      case "norms":
        this.norms = event;
        break;
      case "paused":
        this.state = "paused";
        break;
      case "resumed":
        this.state = "running";
        this.sentence = "";
        this.bestEpoch = null;
        this.epoch = event.epoch;
        this.step = event.step;
        this.#begin = null;
        for (const points of this.curves.values()) points.cut(this.#place() + 1e-9);
        break;
      case "stopped":
        this.state = "stopped";
        break;
      case "failed":
        this.state = "failed";
        this.sentence = event.sentence;
        break;
      case "diverged":
      case "nonfinite":
        this.sentence = event.sentence;
        break;
      case "finished":
        this.state = "finished";
        this.bestEpoch = event.best_epoch;
        break;
    }
  }

  #go(epoch: number, step: number): void {
    this.state = "running";
    this.epoch = epoch;
    this.step = step;
    this.#begin ??= { at: this.#place(), seconds: this.seconds };
  }

  #add(x: number, logs: Logs): void {
    for (const [name, value] of Object.entries(logs)) {
      if (value === null || !Number.isFinite(value)) continue;
      let points = this.curves.get(name);
      if (!points) {
        points = new Points();
        this.curves.set(name, points);
      }
      points.add(x, value);
    }
  }
}
