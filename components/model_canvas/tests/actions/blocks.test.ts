import { beforeEach, describe, expect, it } from "vitest";
import {
  askRepeat,
  blockOfSelection,
  copyBlock,
  dissolveSelection,
  repeatSelection,
} from "../../src/actions/blocks";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { createUiStore } from "../../src/store/uiStore";
import { CATALOGUE } from "../fixtures/catalogue";
import { analysed, gallery } from "../fixtures/designs";

let store: CanvasStore;

const design = () => store.getState().design;
const nodes = () => Object.keys(design().main.nodes).sort();

beforeEach(() => {
  store = createCanvasStore("k");
  const drawing = gallery("mlp");
  const analysis = { rev: 0, result: analysed(drawing) };
  store.setState({ design: drawing, catalogue: CATALOGUE, analysis });
});

describe("a block of what is selected", () => {
  it("is one step, selected, and dissolved in one step", () => {
    const before = design();
    store.getState().select(["dense", "dense_1"]);
    expect(blockOfSelection(store)).toBe(true);
    expect(store.getState().selection).toEqual(["block"]);
    expect(store.getState().past.map(({ label }) => label)).toEqual(["Make a block"]);
    expect(dissolveSelection(store)).toBe(true);
    expect(design()).toEqual(before);
    expect(store.getState().selection.toSorted()).toEqual(["dense", "dense_1"]);
    store.getState().undo();
    store.getState().undo();
    expect(design()).toBe(before);
  });

  it("is refused in a sentence, and nothing changes", () => {
    const before = design();
    store.getState().select(["dense", "dense_2"]);
    expect(blockOfSelection(store)).toBe(false);
    expect(store.getState().notice?.text).toMatch(/^dense_1 takes from the selected nodes/);
    store.getState().select(["dense"]);
    expect(dissolveSelection(store)).toBe(false);
    expect(store.getState().notice?.text).toMatch(/^Select a block/);
    expect(design()).toBe(before);
    expect(store.getState().past).toHaveLength(0);
  });

  it("is repeated in the same step, as often as can be", () => {
    store.getState().select(["dense", "dense_1"]);
    for (const times of [0, 1e9, 1.5]) {
      expect(repeatSelection(store, times)).toBe(false);
      expect(store.getState().notice?.text).toMatch(/1 to 1,000 times/);
    }
    expect(repeatSelection(store, 12)).toBe(true);
    expect(design().main.operations.block).toMatchObject({ repeat: 12 });
    expect(store.getState().past).toHaveLength(1);
    // The block itself, once there is one.
    expect(repeatSelection(store, 3)).toBe(true);
    expect(design().main.operations.block).toMatchObject({ repeat: 3 });
  });

  it("asks how often it is there, in one step, where it can be repeated", () => {
    const ui = createUiStore();
    ui.setState({ inspector: false });
    store.getState().select(["dense", "dense_1"]);
    askRepeat(store, ui);
    expect(ui.getState()).toMatchObject({ repeating: "block", inspector: true });
    expect(store.getState().past.map(({ label }) => label)).toEqual(["Make a block"]);
    ui.setState({ repeating: null });
    askRepeat(store, ui);
    expect(ui.getState().repeating).toBe("block");
    expect(store.getState().past).toHaveLength(1);
  });

  it("does not ask where what comes out cannot go in", () => {
    const drawing = gallery("siamese_comparator");
    store.setState({ design: drawing, analysis: { rev: 0, result: analysed(drawing) } });
    const merge = Object.keys(drawing.main.nodes).find((id) => id.startsWith("concat")) ?? "";
    const ui = createUiStore();
    store.getState().select([merge]);
    askRepeat(store, ui);
    expect(store.getState().notice?.text).toMatch(/takes 2 tensors and returns 1 tensor/);
    expect(design()).toBe(drawing);
    expect(ui.getState().repeating).toBeNull();
  });

  it("has copies with weights of their own and its settings", () => {
    store.getState().select(["dense", "dense_1"]);
    repeatSelection(store, 12);
    expect(copyBlock(store, "block")).toBe(true);
    expect(nodes()).toContain("block_1");
    const { block, block_1: copy } = design().main.operations;
    expect(copy).toEqual({ ...block, name: "block_1" });
  });
});
