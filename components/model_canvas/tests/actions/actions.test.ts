import { beforeEach, describe, expect, it } from "vitest";
import {
  addAt,
  callLayerAgain,
  copyLayer,
  duplicateSelection,
  paste,
} from "../../src/actions/addNodes";
import { moveSelection, placeNodes, tidyGraph } from "../../src/actions/arrange";
import {
  copySelection,
  deleteSelection,
  moveSelectedInput,
  selectAll,
} from "../../src/actions/editSelection";
import { neighbour, openBlock } from "../../src/actions/lookAround";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { edgeId } from "../../src/view/edgeViews";
import { gallery } from "../designs";
import { CATALOGUE, entry } from "../fixtures/catalogue";

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

describe("deleting", () => {
  it("takes nodes and edges away in one step", () => {
    const edges = ["/args/0/0", "/args/0/1"].map((pointer) =>
      edgeId({ target: "concatenate", pointer }),
    );
    store.getState().select(["same_digit"], edges);
    deleteSelection(store);
    expect(nodes()).not.toContain("same_digit");
    expect(args("concatenate")).toEqual([[]]);
    expect(store.getState().past).toHaveLength(1);
  });

  it("does nothing without a selection", () => {
    deleteSelection(store);
    expect(store.getState().past).toHaveLength(0);
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

describe("moving", () => {
  it("by keys is one step while it goes on", () => {
    store.getState().select(["left"]);
    moveSelection(store, 8, 0);
    moveSelection(store, 8, 0);
    expect(store.getState().design.positions.main?.left).toEqual([16, 0]);
    expect(store.getState().past).toHaveLength(1);
  });

  it("gives a position to what had none", () => {
    store.setState({ design: { ...store.getState().design, positions: {} } });
    store.getState().select(["left"]);
    moveSelection(store, 0, 8);
    expect(store.getState().design.positions.main?.left).toBeDefined();
  });

  it("by dragging is one step", () => {
    placeNodes(store, { left: [8, 8], right: [300, 8] });
    expect(store.getState().past.map(({ label }) => label)).toEqual(["Move 2 nodes"]);
  });
});

describe("reordering", () => {
  it("moves the selected edge's tensor within its list, and keeps it selected", () => {
    const tensors = (args("concatenate")?.[0] ?? []) as unknown[];
    store.getState().select([], [edgeId({ target: "concatenate", pointer: "/args/0/0" })]);
    moveSelectedInput(store, 1);
    expect(args("concatenate")).toEqual([[...tensors].reverse()]);
    const moved = edgeId({ target: "concatenate", pointer: "/args/0/1" });
    expect(store.getState().selectedEdges).toEqual([moved]);
  });

  it("stops at the ends", () => {
    store.getState().select([], [edgeId({ target: "concatenate", pointer: "/args/0/0" })]);
    moveSelectedInput(store, -1);
    expect(store.getState().past).toHaveLength(0);
  });
});

describe("looking around", () => {
  it("walks along the data", () => {
    expect(neighbour(store, "left", "down")).toBe("dense");
    expect(neighbour(store, "concatenate", "up")).toBe("dense_1");
    expect(neighbour(store, "left", "up")).toBeNull();
  });

  it("opens the definition of a block, and of nothing else", () => {
    open("attention_block");
    expect(openBlock(store, "sequence")).toBe(false);
    expect(openBlock(store, "self_attention_block")).toBe(true);
    expect(store.getState().graph).toBe("self_attention_block");
  });
});

describe("tidying", () => {
  it("places every node in one step", async () => {
    await tidyGraph(store);
    expect(Object.keys(store.getState().design.positions.main ?? {}).sort()).toEqual(
      nodes().sort(),
    );
    expect(store.getState().past.map(({ label }) => label)).toEqual(["Tidy"]);
    expect(store.getState().tidying).toBe(false);
  });
});
