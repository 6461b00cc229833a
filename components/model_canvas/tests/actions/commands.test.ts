// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { COMMANDS, commandAt, keyOf, keyText, offered } from "../../src/actions/commands";
import type { CanvasStore } from "../../src/store/canvasState";
import { createUiStore } from "../../src/store/uiStore";
import { storeWith } from "../fixtures/canvas";
import { drawn, t } from "../fixtures/designs";

const ui = createUiStore();
let store: CanvasStore;
const context = () => ({ store, ui, spot: null });
const press = (key: string, init: KeyboardEventInit = {}) =>
  keyOf(new window.KeyboardEvent("keydown", { key, ...init }));

beforeEach(() => {
  store = storeWith(
    drawn({
      x: ["keras.Input", { shape: [4] }, []],
      dense: ["Dense", { units: 2 }, [t("x")]],
      last: ["Dense", { units: 2 }, [t("dense")]],
    }),
  );
});

it("keys are written as they are pressed, whatever else they type", () => {
  expect(press("Z", { ctrlKey: true, shiftKey: true })).toBe("Ctrl+Shift+z");
  expect(press("z", { metaKey: true })).toBe("Ctrl+z");
  expect(press("å", { altKey: true, code: "KeyA" })).toBe("Alt+a");
  expect(press("?", { shiftKey: true })).toBe("?");
  expect(press("F", { shiftKey: true })).toBe("F");
  expect(press(" ")).toBe("Space");
  expect(keyOf(new window.Event("keydown") as KeyboardEvent)).toBe("");
  expect(keyText("Ctrl+Shift+z")).toBe("Ctrl+Shift+Z");
});

it("no two commands have one id, or one key that both could mean at once", () => {
  const ids = COMMANDS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const keys = COMMANDS.flatMap((command) => command.keys ?? []);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

describe("menus", () => {
  const ids = (target: Parameters<typeof offered>[0]) =>
    offered(target, context()).map((section) => section.map(({ id }) => id));

  it("offer what can be done now", () => {
    expect(ids("canvas").flat()).not.toContain("undo");
    store.getState().select(["x"]);
    expect(ids("node").flat()).not.toContain("call-again");
    store.getState().select(["dense"]);
    expect(ids("node").flat()).toEqual(expect.arrayContaining(["add", "replace", "call-again"]));
    store.getState().select(["dense", "last"]);
    expect(ids("selection").flat()).toContain("align-left");
    expect(ids("selection").flat()).not.toContain("distribute-down");
  });

  it("leave the browser's own keys to it", () => {
    store.getState().select(["dense"]);
    expect(commandAt("Ctrl+c", context())).toBeUndefined();
    expect(commandAt("Ctrl+d", context())?.id).toBe("duplicate");
  });
});

it("deleting in mid-chain offers to join, in one step", () => {
  store.getState().select(["dense"]);
  commandAt("Delete", context())?.run?.(context());
  const { suggestion, design } = store.getState();
  expect(suggestion?.design).toBe(design);
  suggestion?.act();
  expect(store.getState().design.main.nodes.last?.args).toEqual([t("x")]);
  expect(store.getState().past.map(({ label }) => label)).toEqual(["Delete and join 1 node"]);
  store.getState().undo();
  expect(Object.keys(store.getState().design.main.nodes)).toEqual(["x", "dense", "last"]);
});
