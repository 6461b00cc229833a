// @vitest-environment jsdom
import type { KeyboardEvent } from "react";
import { beforeEach, describe, expect, it } from "vitest";
import { canvasKey, hasOwnHistory, historyKey, isTyping } from "../../src/canvas/keyboard";
import type { CanvasStore } from "../../src/store/canvasState";
import { createUiStore } from "../../src/store/uiStore";
import { storeWith } from "../fixtures/canvas";
import { gallery } from "../fixtures/designs";

let store: CanvasStore;
const ui = createUiStore();

/** A key press as React hands it on, at an element of the page. */
function press(key: string, init: KeyboardEventInit = {}, on = document.body): KeyboardEvent {
  const native = new window.KeyboardEvent("keydown", { key, ...init });
  const { ctrlKey, metaKey, shiftKey, altKey } = native;
  return {
    ...{ key, ctrlKey, metaKey, shiftKey, altKey, target: on, preventDefault: () => {} },
    nativeEvent: { composedPath: () => [on] },
  } as unknown as KeyboardEvent;
}

beforeEach(() => {
  store = storeWith(gallery("siamese_comparator"));
});

it("undo and redo have the keys of every program", () => {
  store.getState().edit("Rename", (design) => ({ ...design, name: "other" }));
  expect(historyKey(press("z"), store, ui)).toBe(false);
  expect(historyKey(press("z", { ctrlKey: true }), store, ui)).toBe(true);
  expect(store.getState().design.name).not.toBe("other");
  historyKey(press("Z", { ctrlKey: true, shiftKey: true }), store, ui);
  expect(store.getState().design.name).toBe("other");
  historyKey(press("z", { metaKey: true }), store, ui);
  historyKey(press("y", { ctrlKey: true }), store, ui);
  expect(store.getState().design.name).toBe("other");
});

it("a field has a history of its own only where its text is not in the design", () => {
  const at = (html: string) => {
    document.body.innerHTML = html;
    return document.body.querySelector<HTMLElement>("[data-t]") ?? document.body;
  };
  const own = (html: string) => hasOwnHistory(press("z", { ctrlKey: true }, at(html)));
  expect(own("<input data-t>")).toBe(false);
  expect(own("<input data-t aria-invalid=true>")).toBe(true);
  expect(own("<dialog><input data-t></dialog>")).toBe(true);
  expect(own("<textarea data-t></textarea>")).toBe(true);
});

it("a key in a field is typed", () => {
  expect(isTyping(press("a", {}, document.createElement("input")))).toBe(true);
  expect(isTyping(press("a", {}, document.createElement("div")))).toBe(false);
});

describe("keys on the canvas", () => {
  it("select all, duplicate and delete", () => {
    expect(canvasKey(press("a", { ctrlKey: true }), store, ui)).toBe(true);
    const count = store.getState().selection.length;
    canvasKey(press("d", { ctrlKey: true }), store, ui);
    expect(Object.keys(store.getState().design.main.nodes)).toHaveLength(2 * count);
    canvasKey(press("Delete"), store, ui);
    expect(Object.keys(store.getState().design.main.nodes)).toHaveLength(count);
  });

  it("move what is selected by the grid, with Shift by more", () => {
    store.getState().select(["left"]);
    const [x, y] = store.getState().design.positions.main?.left ?? [0, 0];
    canvasKey(press("ArrowRight"), store, ui);
    canvasKey(press("ArrowDown", { shiftKey: true }), store, ui);
    expect(store.getState().design.positions.main?.left).toEqual([x + 8, y + 40]);
  });

  it("let go of a connection first, and then of the selection", () => {
    store.getState().select(["left"]);
    const from = { node: "left", port: "0", kind: "source" } as const;
    ui.setState({ connecting: { from, possible: new Set(), pending: true } });
    canvasKey(press("Escape"), store, ui);
    expect(ui.getState().connecting).toBeNull();
    expect(store.getState().selection).toEqual(["left"]);
    canvasKey(press("Escape"), store, ui);
    expect(store.getState().selection).toEqual([]);
  });

  it("fit the view, and mean nothing where they have no meaning", () => {
    expect(canvasKey(press("f"), store, ui)).toBe(true);
    expect(store.getState().viewRequest?.nodes).toBe("all");
    expect(canvasKey(press("7"), store, ui)).toBe(false);
    expect(canvasKey(press("q", { ctrlKey: true }), store, ui)).toBe(false);
    expect(canvasKey(press(" "), store, ui)).toBe(true);
    expect(canvasKey(press(" ", {}, document.createElement("button")), store, ui)).toBe(false);
  });

  it("look for a layer: letters that mean nothing else, and capital ones", () => {
    for (const [key, text] of [
      ["q", "q"],
      ["F", "F"],
    ] as const) {
      ui.setState({ quickAdd: null });
      expect(canvasKey(press(key, { shiftKey: key === "F" }), store, ui)).toBe(true);
      expect(ui.getState().quickAdd).toMatchObject({ text, goal: { kind: "after" } });
    }
    ui.setState({ quickAdd: null });
    expect(canvasKey(press("i"), store, ui)).toBe(false);
    expect(ui.getState().quickAdd).toBeNull();
  });

  it("delete and join what was before and after", () => {
    store.getState().select(["concatenate"]);
    canvasKey(press("Delete", { ctrlKey: true }), store, ui);
    expect(store.getState().design.main.nodes.concatenate).toBeUndefined();
  });
});
