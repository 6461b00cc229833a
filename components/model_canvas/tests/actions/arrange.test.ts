import { beforeEach, describe, expect, it } from "vitest";
import { moveSelection, placeNodes, tidyGraph } from "../../src/actions/arrange";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { CATALOGUE } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";

let store: CanvasStore;

const nodes = () => Object.keys(store.getState().design.main.nodes);

function open(name: string): void {
  store = createCanvasStore("k");
  store.setState({ design: gallery(name), catalogue: CATALOGUE });
}

beforeEach(() => open("siamese_comparator"));

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
