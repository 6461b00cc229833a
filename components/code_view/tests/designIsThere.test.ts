// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Bus, bus } from "../../shared/bus";
import { designIsThere } from "../src/designIsThere";

beforeEach(() => {
  window.__layerloom = new Bus();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function waiting(): { done: boolean } {
  const state = { done: false };
  void designIsThere().then(() => {
    state.done = true;
  });
  return state;
}

test("the editor comes after the canvas has its design", async () => {
  const state = waiting();
  await vi.advanceTimersByTimeAsync(500);
  expect(state.done).toBe(false);
  bus().emit("draft", "a1");
  await vi.advanceTimersByTimeAsync(0);
  expect(state.done).toBe(true);
});

test("beside a canvas that has one it comes at once", async () => {
  bus().emit("draft", "a1");
  const state = waiting();
  await vi.advanceTimersByTimeAsync(0);
  expect(state.done).toBe(true);
});

test("without a canvas, or with a server that is away, it comes all the same", async () => {
  const state = waiting();
  await vi.advanceTimersByTimeAsync(5000);
  expect(state.done).toBe(true);
});
