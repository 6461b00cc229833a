// @vitest-environment jsdom
/** Clicks of hands that do not keep still: a click is a click, however little the mouse moves in it. */

import { act, cleanup, createEvent, fireEvent } from "@testing-library/react";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Canvas } from "../../src/canvas/Canvas";
import { withoutResizes, withSizes } from "../fixtures/browser";
import { draw, storeWith } from "../fixtures/canvas";
import { analysed, drawn, t } from "../fixtures/designs";

/** An event of the mouse as d3 takes it, which asks for its window. */
function mouse(target: Element | Window, kind: "mouseDown" | "mouseMove" | "mouseUp", x: number) {
  const event = createEvent[kind](target, { button: 0, clientX: x, clientY: 200 });
  Object.defineProperty(event, "view", { value: window });
  fireEvent(target, event);
}

/** What is selected, and what has been done, after a press that goes so many pixels sideways. */
async function pressed(pixels: number) {
  const design = drawn({
    in: ["keras.Input", { shape: [4] }, []],
    out: ["Dense", { units: 2 }, [t("in")]],
  });
  const store = storeWith(design, analysed(design));
  const { container } = draw(store, <Canvas />);
  const node = container.querySelector('[data-id="out"]') as HTMLElement;
  mouse(node, "mouseDown", 200);
  for (let x = 1; x <= pixels; x += 1) mouse(window, "mouseMove", 200 + x);
  mouse(window, "mouseUp", 200 + pixels);
  fireEvent.click(node);
  // d3 takes clicks away for a moment after what it takes for a drag.
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  const { selection, past } = store.getState();
  return { selection, done: past.map(({ label }) => label) };
}

let takeBack: () => void;

beforeEach(() => {
  takeBack = withSizes();
  withoutResizes();
});
afterEach(() => {
  cleanup();
  takeBack();
});

it.each([0, 1, 2, 4])("selects what is clicked while the mouse moves %d pixels", async (pixels) => {
  expect(await pressed(pixels)).toEqual({ selection: ["out"], done: [] });
});

it("moves what is pulled further, and does not select it", async () => {
  expect(await pressed(40)).toEqual({ selection: [], done: ["Move 1 node"] });
});
