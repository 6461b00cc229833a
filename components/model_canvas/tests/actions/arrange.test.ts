import { beforeEach, describe, expect, it } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { addFromPalette } from "../../src/actions/addFromPalette";
import { moveSelection, placeNodes, tidyGraph } from "../../src/actions/arrange";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { nodeViews } from "../../src/view/nodeViews";
import { CATALOGUE, entry } from "../fixtures/catalogue";
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

describe("heads drawn by hand", () => {
  const add = (name: string, after: string[]) => {
    store.getState().select(after);
    addFromPalette(store, { kind: "entry", label: name, entry: entry(name) });
  };
  const pills = () => {
    const { design, catalogue } = store.getState();
    const views = nodeViews({ design, graphId: "main", catalogue, analysis: null });
    return Object.fromEntries(views.map(({ id, pills }) => [id, pills.map(({ label }) => label)]));
  };

  beforeEach(() => {
    store = createCanvasStore("k");
    store.setState({ design: emptyDesign(), catalogue: CATALOGUE });
    add("Input", []);
    add("Dropout", ["input_layer"]);
    add("Dense", ["input_layer"]);
  });

  it.each([
    ["tidying", () => tidyGraph(store)],
    ["dragging", () => placeNodes(store, { dense: [-800, 0], dropout: [800, 0] })],
    ["dragging back", () => placeNodes(store, { dense: [800, 0], dropout: [-800, 0] })],
    ["moving by keys", () => moveSelection(store, -800, 0)],
  ])("stay outputs in the order in which they came, whatever %s does", async (_, act) => {
    const before = store.getState().design;
    expect(before.main.output_order).toEqual(["dropout", "dense"]);
    const drawn = { input_layer: [], dropout: ["output 1"], dense: ["output 2"] };
    expect(pills()).toEqual(drawn);
    await act();
    expect(store.getState().design).not.toBe(before);
    expect(store.getState().design.main).toBe(before.main);
    expect(pills()).toEqual(drawn);
  });
});
