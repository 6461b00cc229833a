// @vitest-environment jsdom
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { emptyDesign } from "../../shared/document";
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
  expect(marks()).toMatchObject({ stale: "true", analysed: "0" });
  act(() => store.setState({ analysis: { rev: 0, result: analysisOf() } }));
  expect(marks().stale).toBe("false");
});

test("an empty canvas has no problem yet; a drawing is told how many it has", () => {
  const analysis = analysisOf({ message: "The model has no input: begin with an Input" });
  const { rerender } = render(<App store={storeWith(emptyDesign(), analysis)} />);
  const marked = () => document.documentElement.style.getPropertyValue("--problems");
  expect(marked()).toBe("");
  rerender(<App key="drawn" store={storeWith(gallery("mlp"), analysis)} />);
  expect(marked()).toBe('"1"');
});
