import { expect, it } from "vitest";
import type { RunEvent } from "../src/runEvents";
import { RunLog } from "../src/runLog";
import { progressText } from "../src/wording";

const started: RunEvent = {
  kind: "started",
  total_epochs: 4,
  steps_per_epoch: 10,
  heads: [],
  t: 0,
};
const step = (at: number, loss: number): RunEvent => ({
  kind: "step",
  step: at,
  epoch: Math.floor((at - 1) / 10),
  logs: { loss },
  t: at,
});

function logOf(...events: RunEvent[]): RunLog {
  const log = new RunLog();
  log.take(events);
  return log;
}

it("draws steps within epochs, and what is told at their end", () => {
  const log = logOf(started, step(5, 2), step(10, 1), {
    kind: "epoch",
    epoch: 0,
    step: 10,
    logs: { loss: 0.9, val_loss: 1.5 },
    t: 10,
  });
  expect([...(log.curves.get("loss")?.x ?? [])]).toEqual([0.5, 1]);
  expect([...(log.curves.get("loss")?.y ?? [])]).toEqual([2, 0.9]);
  expect(log.last("val_loss")).toBe(1.5);
  expect(log.done).toBe(0.25);
});

it("says how far it is and how long it will take", () => {
  const log = logOf(started, step(5, 2), step(15, 1));
  expect(log.secondsLeft).toBe(25);
  expect(progressText(log)).toBe("Training · epoch 2 of 4 · step 5 of 10 · 25 s left");
});

it("forgets what came after the checkpoint from which it goes on", () => {
  const log = logOf(
    started,
    step(5, 3),
    step(10, 2),
    step(15, 1),
    { kind: "failed", sentence: "Its process ended.", t: 15 },
    { kind: "resumed", epoch: 1, step: 10, t: 10 },
  );
  expect(log.state).toBe("running");
  expect(log.sentence).toBe("");
  expect([...(log.curves.get("loss")?.x ?? [])]).toEqual([0.5, 1]);
  log.take([step(16, 1.5)]);
  expect(log.last("loss")).toBe(1.5);
});

it("learns how many steps an epoch has where the data do not say", () => {
  const log = logOf(
    { kind: "started", total_epochs: 2, steps_per_epoch: null, heads: [] },
    { kind: "step", step: 3, epoch: 0, logs: { loss: 1 } },
    { kind: "epoch", epoch: 0, step: 8, logs: { loss: 0.5 } },
    { kind: "step", step: 12, epoch: 1, logs: { loss: 0.4 } },
  );
  expect([...(log.curves.get("loss")?.x ?? [])]).toEqual([1, 1.5]);
});

it("leaves out what is no number", () => {
  const log = logOf(started, { kind: "step", step: 1, epoch: 0, logs: { loss: null } });
  expect(log.last("loss")).toBeNull();
});

it("draws no means of the first batches of a later epoch", () => {
  const started: RunEvent = { kind: "started", total_epochs: 2, steps_per_epoch: 100, heads: [] };
  const at = (step: number, epoch: number): RunEvent => ({
    kind: "step",
    step,
    epoch,
    logs: { loss: 1 },
  });
  const log = logOf(started, at(1, 0), at(100, 0), at(101, 1), at(149, 1), at(150, 1));
  expect([...(log.curves.get("loss")?.x ?? [])]).toEqual([0.01, 1, 1.5]);
  expect(log.step).toBe(150);
});

it("says that a loss diverges, and goes on", () => {
  const log = logOf(started, { kind: "diverged", sentence: "The loss diverges." }, step(15, 90));
  expect(log.sentence).toBe("The loss diverges.");
  expect(log.state).toBe("running");
});
