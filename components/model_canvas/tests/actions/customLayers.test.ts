// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bus } from "../../../shared/bus";
import { emptyDesign } from "../../../shared/document";
import { add, paste } from "../../src/actions/addNodes";
import { copySelection } from "../../src/actions/editSelection";
import { clipFromText, clipToText } from "../../src/document/clipText";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { CATALOGUE } from "../fixtures/catalogue";
import { TEMPLATE } from "../fixtures/customLayers";
import { gallery } from "../fixtures/designs";

const custom = { kind: "custom", label: "New custom layer" } as const;

let store: CanvasStore;
let leave: () => void;
let panels: string[];

beforeEach(() => {
  store = createCanvasStore("k");
  store.getState().offer(CATALOGUE, [], TEMPLATE);
  store.setState({ design: gallery("mlp") });
  panels = [];
  leave = bus().on("panel", (name) => panels.push(name));
});

afterEach(() => leave());

describe("a new custom layer", () => {
  it("is its class and a layer of it, wired, in one step, and its code is shown", () => {
    store.getState().select(["dense"]);
    add(store, custom, { kind: "after" });
    const { design, selection, past } = store.getState();
    expect(selection).toEqual(["learned_scale"]);
    expect(design.main.operations.learned_scale).toMatchObject({ class_name: "LearnedScale" });
    expect(design.main.nodes.learned_scale?.args).toEqual([{ tensor: ["dense", 0] }]);
    expect(design.code).toContain("class LearnedScale");
    expect(past).toHaveLength(1);
    expect(panels).toEqual(["Layer code"]);
    store.getState().undo();
    expect(store.getState().design).toEqual(gallery("mlp"));
  });

  it("is another class each time, where it is dropped", () => {
    add(store, custom, { kind: "at", place: [0, 0] });
    add(store, custom, { kind: "at", place: [16, 32] });
    const { design } = store.getState();
    expect(design.main.operations.learned_scale2).toMatchObject({ class_name: "LearnedScale2" });
    expect(design.positions.main?.learned_scale2).toEqual([16, 32]);
  });

  it("takes its code along when it is copied into another design", () => {
    add(store, custom, { kind: "at", place: [0, 0] });
    const clip = copySelection(store);
    const read = clip && clipFromText(clipToText(clip));
    const { code } = store.getState().design;
    store.setState({ design: emptyDesign() });
    if (read) paste(store, read);
    expect(store.getState().design.code).toBe(code);
    expect(Object.keys(store.getState().design.main.operations)).toEqual(["learned_scale"]);
  });
});
