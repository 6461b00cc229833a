import { beforeEach, describe, expect, it } from "vitest";
import {
  addAt,
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

const args = (id: string) => store.getState().design.main.nodes[id]?.args;

function open(name: string): void {
  store = createCanvasStore("k");
  store.setState({ design: gallery(name), catalogue: CATALOGUE });
}

beforeEach(() => open("siamese_comparator"));

describe("adding", () => {
  it("puts a node where it is dropped, and selects it", () => {
    addAt(store, entry("Dropout"), [80, 160], null);
    expect(store.getState().design.positions.main?.dropout).toEqual([80, 160]);
    expect(store.getState().selection).toEqual(["dropout"]);
  });

  it("puts a node into the edge that it is dropped on", () => {
    addAt(store, entry("Dropout"), [0, 0], edgeId({ target: "same_digit", pointer: "/args/0" }));
    expect(args("same_digit")).toEqual([{ tensor: ["dropout", 0] }]);
    expect(args("dropout")).toEqual([{ tensor: ["concatenate", 0] }]);
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
