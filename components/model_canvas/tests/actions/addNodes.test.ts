import { beforeEach, describe, expect, it } from "vitest";
import {
  add,
  callLayerAgain,
  copyLayer,
  duplicateSelection,
  paste,
} from "../../src/actions/addNodes";
import { copySelection, selectAll } from "../../src/actions/editSelection";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { edgeId } from "../../src/view/edgeViews";
import { CATALOGUE, entry } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";

let store: CanvasStore;

const nodes = () => Object.keys(store.getState().design.main.nodes);

const dropout = { kind: "entry", label: "Dropout", entry: entry("Dropout") } as const;

const places = () => store.getState().design.positions.main ?? {};

const args = (id: string) => store.getState().design.main.nodes[id]?.args;

function open(name: string): void {
  store = createCanvasStore("k");
  store.setState({ design: gallery(name), catalogue: CATALOGUE });
}

beforeEach(() => open("siamese_comparator"));

describe("adding", () => {
  it("puts a node where it is dropped, and selects it", () => {
    add(store, dropout, { kind: "at", place: [80, 160] });
    expect(store.getState().design.positions.main?.dropout).toEqual([80, 160]);
    expect(store.getState().selection).toEqual(["dropout"]);
  });

  it("puts a node into the edge that it is dropped on", () => {
    const edge = edgeId({ target: "same_digit", pointer: "/args/0" });
    const before = places();
    add(store, dropout, { kind: "edge", edge, at: [0, 0] });
    expect(args("same_digit")).toEqual([{ tensor: ["dropout", 0] }]);
    expect(args("dropout")).toEqual([{ tensor: ["concatenate", 0] }]);
    const [x, y] = places().dropout ?? [0, 0];
    for (const [id, [left, top]] of Object.entries(places())) {
      if (id !== "dropout") expect(Math.abs(left - x) >= 208 || Math.abs(top - y) >= 88).toBe(true);
    }
    store.getState().undo();
    expect(places()).toEqual(before);
  });

  it("goes where it was dropped on a wire of a collapsed frame", () => {
    const { design } = store.getState();
    const frame = { title: "tower", nodes: ["dense", "dense_1"], color: "gray", collapsed: true };
    store.setState({ design: { ...design, frames: { main: { frame } } } });
    const edge = edgeId({ target: "concatenate", pointer: "/args/0/0" });
    add(store, dropout, { kind: "edge", edge, at: [16, 640] });
    expect(places().dropout).toEqual([16, 640]);
    expect(args("dropout")).toEqual([{ tensor: ["dense_1", 0] }]);
  });

  it("goes where a wire ends, wired to where it began, from either end", () => {
    const source = { node: "same_digit", port: "0", kind: "source" } as const;
    add(store, dropout, { kind: "wire", from: source, place: [0, 900] });
    expect(args("dropout")).toEqual([{ tensor: ["same_digit", 0] }]);
    const target = { node: "same_digit", port: "/args/0", kind: "target" } as const;
    add(store, dropout, { kind: "wire", from: target, place: [0, 0] });
    expect(args("same_digit")).toEqual([{ tensor: ["dropout_1", 0] }]);
  });

  it("puts an input above a call that lacks one, and wires it", () => {
    callLayerAgain(store, "same_digit");
    const [again] = store.getState().selection;
    add(store, { kind: "entry", label: "Input", entry: entry("Input") }, { kind: "after" });
    const [input] = store.getState().selection;
    expect(args(again ?? "")).toEqual([{ tensor: [input, 0] }]);
    expect(places()[input ?? ""]?.[1]).toBeLessThan(places()[again ?? ""]?.[1] ?? 0);
  });
});

describe("copies", () => {
  it("are selected, and what was shared among them stays shared", () => {
    selectAll(store);
    const count = nodes().length;
    const clip = copySelection(store);
    if (clip) paste(store, clip, [480, 0]);
    expect(nodes()).toHaveLength(2 * count);
    expect(store.getState().selection).toHaveLength(count);
    duplicateSelection(store);
    expect(nodes()).toHaveLength(3 * count);
  });

  it("are none of nothing", () => {
    expect(copySelection(store)).toBeNull();
  });
});

describe("sharing", () => {
  it("calls a layer again, and gives a call one of its own", () => {
    callLayerAgain(store, "same_digit");
    const [again] = store.getState().selection;
    expect(store.getState().design.main.nodes[again ?? ""]?.operation).toBe("same_digit");
    copyLayer(store, again ?? "");
    expect(store.getState().design.main.nodes[again ?? ""]?.operation).not.toBe("same_digit");
    expect(store.getState().selection).toEqual([again]);
  });
});
