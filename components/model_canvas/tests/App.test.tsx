// @vitest-environment jsdom
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { App } from "../src/App";
import { analysisOf, storeWith } from "./fixtures/canvas";
import { gallery } from "./fixtures/designs";

beforeEach(() => {
  Element.prototype.scrollIntoView = () => {}; // jsdom has none
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("the page says from the beginning which analysis it shows", () => {
  const store = storeWith(gallery("mlp"));
  const { container } = render(<App store={store} />);
  const marks = () => ({ ...container.querySelector<HTMLElement>(".app")?.dataset });
  expect(marks()).toEqual({ stale: "true", analysed: "0" });
  act(() => store.setState({ analysis: { rev: 0, result: analysisOf() } }));
  expect(marks().stale).toBe("false");
});
