import { beforeEach, describe, expect, it } from "vitest";
import { collapseAll, collapseFrame, expandFrame, toggleFrame } from "../../src/actions/frames";
import { framesOf, withFrames } from "../../src/document/notes";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import { CATALOGUE } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";

let store: CanvasStore;

const frame = { title: "middle", nodes: ["dense", "dense_1"], color: "blue" };
const collapsed = () => framesOf(store.getState().design, "main").f?.collapsed ?? false;
const y = (id: string) => store.getState().design.positions.main?.[id]?.[1] ?? Number.NaN;

beforeEach(() => {
  store = createCanvasStore("k");
  const design = withFrames(gallery("mlp"), "main", { f: frame });
  store.setState({ design, catalogue: CATALOGUE });
});

describe("a frame", () => {
  it("collapses in one step, and what is below comes up", () => {
    const [before, first] = [store.getState().design, y("dense")];
    const gap = y("dense_2") - y("dense");
    expect(collapseFrame(store, "f")).toBe(true);
    expect(collapsed()).toBe(true);
    expect((y("dense") + y("dense_1")) / 2).toBeCloseTo(first, -1);
    expect(y("dense_2") - first).toBeLessThan(gap);
    expect(expandFrame(store, "frame:f")).toBe(true);
    expect(collapsed()).toBe(false);
    expect(y("dense_2") - y("dense")).toBe(gap);
    store.getState().undo();
    store.getState().undo();
    expect(store.getState().design).toBe(before);
  });

  it("is toggled by what is selected of it", () => {
    store.getState().select(["dense"]);
    expect(toggleFrame(store)).toBe(true);
    expect(collapsed()).toBe(true);
    store.getState().select(["dense", "dense_1"]);
    expect(toggleFrame(store)).toBe(true);
    expect(collapsed()).toBe(false);
    store.getState().select(["dense_2"]);
    expect(toggleFrame(store)).toBe(false);
  });

  it("without places is laid out anew", () => {
    const { design } = store.getState();
    store.setState({ design: { ...design, positions: {} } });
    expect(collapseFrame(store, "f")).toBe(true);
    expect(expandFrame(store, "frame:f")).toBe(true);
    expect(store.getState().design.positions).toEqual({});
    expect(expandFrame(store, "frame:none")).toBe(false);
    expect(expandFrame(store, "dense")).toBe(false);
  });

  it("is collapsed with all others", () => {
    expect(collapseAll(store, true)).toBe(true);
    expect(collapsed()).toBe(true);
    expect(collapseAll(store, true)).toBe(false);
    expect(collapseAll(store, false)).toBe(true);
    expect(framesOf(store.getState().design, "main")).toEqual({ f: frame });
  });
});
