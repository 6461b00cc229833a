import { expect, test } from "vitest";
import { commandAt, offered } from "../../src/actions/commands";
import { collapseAll, expandFrame } from "../../src/actions/frames";
import { framesOf } from "../../src/document/notes";
import type { PageMessage } from "../../src/live/socket";
import type { CanvasState } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { isReadonly } from "../../src/store/looking";
import { createUiStore } from "../../src/store/uiStore";
import { gallery } from "../fixtures/designs";

/** A store whose design is another's, and all that it has sent. */
function reader(mode: CanvasState["mode"] = "view") {
  const store = createCanvasStore("test");
  const sent: PageMessage[] = [];
  store.setState({ mode });
  store.getState().attach({ send: (message) => sent.push(message), isBusy: () => false });
  const design = gallery("attention_block");
  const [first, second] = Object.keys(design.main.nodes);
  const frame = {
    title: "Both",
    color: "blue" as const,
    nodes: [first ?? "", second ?? ""],
    collapsed: true,
  };
  const whole = { ...design, frames: { main: { f: frame } } };
  const document = { draft: "d", epoch: "e", continues: "", rev: 1, seq: 0, whole };
  store.getState().receive({ type: "update", document });
  return { store, sent, whole };
}

test.each(["view", "embed"] as const)("in %s mode nothing is changed or sent", (mode) => {
  const { store, sent, whole } = reader(mode);
  const state = store.getState();
  expect(state.edit("Rename", (design) => ({ ...design, name: "mine" }))).toBe(false);
  expect(
    state.applyFix({ title: "Fix", patch: [{ op: "replace", path: "/name", value: "x" }] }),
  ).toBe(false);
  state.command({ type: "new" });
  state.undo();
  expect(store.getState().design).toEqual(whole);
  expect(sent).toEqual([]);
  state.command({ type: "excerpt", text: "[]", graph: "main" });
  expect(sent).toHaveLength(1);
});

test("a server that takes no edits makes a page of any mode one that only looks", () => {
  const { store } = reader("edit");
  expect(isReadonly(store.getState())).toBe(false);
  store.getState().receive({ type: "update", status: { readonly: true } });
  expect(isReadonly(store.getState())).toBe(true);
  expect(store.getState().edit("Rename", (design) => ({ ...design, name: "mine" }))).toBe(false);
});

test("frames are opened for oneself, and what the owner changes comes all the same", () => {
  const { store, sent } = reader();
  expect(expandFrame(store, "frame:f") || collapseAll(store, false)).toBe(true);
  expect(framesOf(store.getState().design, "main").f?.collapsed).not.toBe(true);
  const patch = [{ op: "replace" as const, path: "/name", value: "renamed" }];
  const document = { draft: "d", epoch: "e", continues: "", rev: 2, seq: 0 };
  store.getState().receive({
    type: "update",
    document: { ...document, changes: [{ rev: 2, patch }] },
  });
  const { design, past } = store.getState();
  expect(design.name).toBe("renamed");
  expect(framesOf(design, "main").f?.collapsed).not.toBe(true);
  expect(past).toEqual([]);
  expect(sent).toEqual([]);
});

test("keys and menus offer what looks, and nothing that changes", () => {
  const { store } = reader();
  const context = { store, ui: createUiStore(), spot: null };
  store.getState().select(Object.keys(store.getState().design.main.nodes).slice(0, 1));
  for (const key of ["Delete", "Space", "Ctrl+d", "r", "n", "t", "Ctrl+g", "F2"]) {
    expect(commandAt(key, context), key).toBeUndefined();
  }
  expect(commandAt("f", context)?.id).toBe("fit");
  const titles = offered("node", context)
    .flat()
    .map(({ id }) => id);
  expect(titles).toContain("copy-python");
  expect(titles).not.toContain("delete");
  expect(
    offered("canvas", context)
      .flat()
      .map(({ id }) => id),
  ).not.toContain("paste");
});
