import { beforeEach, describe, expect, it } from "vitest";
import { deleteSelection, moveSelectedInput } from "../../src/actions/editSelection";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { edgeId } from "../../src/view/edgeViews";
import { CATALOGUE } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";

let store: CanvasStore;

const nodes = () => Object.keys(store.getState().design.main.nodes);

const args = (id: string) => store.getState().design.main.nodes[id]?.args;

function open(name: string): void {
  store = createCanvasStore("k");
  store.setState({ design: gallery(name), catalogue: CATALOGUE });
}

beforeEach(() => open("siamese_comparator"));

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
