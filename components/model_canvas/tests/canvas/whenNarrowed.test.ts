import { afterEach, expect, test, vi } from "vitest";
import { whenNarrowed } from "../../src/canvas/whenNarrowed";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a canvas tells once what a panel has taken of its width, and nothing where it gets wider", () => {
  vi.useFakeTimers();
  let resized = () => {};
  let pressed = false;
  const disconnect = vi.fn();
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(callback: () => void) {
        resized = callback;
      }
      observe() {}
      disconnect = disconnect;
    },
  );
  const element = { offsetWidth: 800, matches: () => pressed };
  const told = vi.fn();
  const end = whenNarrowed(element as unknown as HTMLElement, told, 300);
  for (const width of [780, 700, 516]) {
    element.offsetWidth = width;
    resized();
    vi.advanceTimersByTime(100);
  }
  expect(told).not.toHaveBeenCalled();
  pressed = true; // What is clicked must not move away before the click is over.
  vi.advanceTimersByTime(700);
  expect(told).not.toHaveBeenCalled();
  pressed = false;
  vi.advanceTimersByTime(300);
  expect(told.mock.calls).toEqual([[284]]);
  for (const width of [800, 800, 0]) {
    element.offsetWidth = width; // 0: another page is shown
    resized();
    vi.advanceTimersByTime(300);
  }
  expect(told).toHaveBeenCalledTimes(1);
  element.offsetWidth = 500;
  resized();
  end();
  vi.advanceTimersByTime(300);
  expect(told).toHaveBeenCalledTimes(1);
  expect(disconnect).toHaveBeenCalled();
});
