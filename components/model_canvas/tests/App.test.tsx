// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { emptyDesign } from "../../shared/document";
import { App } from "../src/App";
import { withoutResizes } from "./fixtures/browser";
import { analysisOf, storeWith } from "./fixtures/canvas";
import { gallery } from "./fixtures/designs";

beforeEach(() => {
  Element.prototype.scrollIntoView = () => {}; // jsdom has none
  withoutResizes();
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

test("an empty canvas has no problem yet; a drawing is told how many it has, once it is drawn", async () => {
  const analysis = analysisOf({ message: "The model has no input: begin with an Input" });
  const { rerender } = render(<App store={storeWith(emptyDesign(), analysis)} />);
  const marked = () => document.documentElement.style.getPropertyValue("--problems");
  expect(marked()).toBe("");
  rerender(<App key="drawn" store={storeWith(gallery("mlp"), analysis)} />);
  expect(marked()).toBe("");
  await waitFor(() => expect(marked()).toBe('"1"'));
});

test("where there is no room for both, palette and inspector give way to the one wanted last", async () => {
  let resize = (_width: number) => {};
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(callback: (entries: object[]) => void) {
        this.callback = callback;
      }
      callback: (entries: object[]) => void;
      observe(element: Element) {
        if (element.matches(".app"))
          resize = (width) => this.callback([{ contentRect: { width } }]);
      }
      unobserve() {}
      disconnect() {}
    },
  );
  const store = storeWith(gallery("mlp"));
  const { container } = render(
    <div className="layerloom">
      <App store={store} />
    </div>,
  );
  const shown = () =>
    ["palette", "inspector"].filter((panel) => container.querySelector(`.workbench > .${panel}`));
  const [first = "", second = ""] = Object.keys(store.getState().design.main.nodes);
  act(() => store.getState().select([first]));
  expect(shown()).toEqual(["palette", "inspector"]);
  act(() => resize(560));
  expect(shown()).toEqual(["inspector"]);
  fireEvent.click(screen.getByRole("button", { name: "Open the palette" }));
  expect(shown()).toEqual(["palette"]);
  act(() => store.getState().select([second]));
  expect(shown()).toEqual(["inspector"]);
  fireEvent.keyDown(screen.getByLabelText("Model canvas"), { key: "/" });
  const search = await screen.findByRole("combobox", { name: "Search layers and operations" });
  await waitFor(() => expect(document.activeElement).toBe(search));
  fireEvent.click(screen.getByRole("button", { name: "Open the inspector" }));
  expect(shown()).toEqual(["inspector"]);
  fireEvent.click(screen.getByRole("button", { name: "Close the inspector" }));
  expect(shown()).toEqual(["palette"]);
  fireEvent.click(screen.getByRole("button", { name: "Open the inspector" }));
  act(() => resize(900));
  expect(shown()).toEqual(["palette", "inspector"]);
});
