import { beforeEach, describe, expect, it } from "vitest";
import { bring, combine, possibleEnds, replace, whyNot } from "../../src/actions/connecting";
import type { CanvasStore } from "../../src/store/canvasState";
import { createCanvasStore } from "../../src/store/canvasStore";
import type { Question } from "../../src/store/uiStore";
import { CATALOGUE } from "../fixtures/catalogue";
import { gallery, t } from "../fixtures/designs";

let store: CanvasStore;
const args = (id: string) => store.getState().design.main.nodes[id]?.args;

function wish(source: string, target: string, pointer: string, from: Question["from"] = null) {
  return { source: t(source), target, pointer, from, at: { x: 0, y: 0 } };
}

beforeEach(() => {
  store = createCanvasStore("k");
  store.setState({ design: gallery("residual_classifier"), catalogue: CATALOGUE });
});

describe("where a connection can end", () => {
  it("is wherever it makes no loop, from either end", () => {
    const graph = store.getState().design.main;
    const down = possibleEnds(graph, { node: "dense", port: "0", kind: "source" });
    expect([...down].sort()).toEqual(
      ["activation", "add", "dense_1", "dense_2", "dropout", "predictions"].sort(),
    );
    const up = possibleEnds(graph, { node: "dropout", port: "/args/0", kind: "target" });
    expect([...up].sort()).toEqual(["dense", "dense_2", "features"]);
  });

  it("is refused with the reason", () => {
    const graph = store.getState().design.main;
    const from = { node: "predictions", port: "0", kind: "source" as const };
    expect(whyNot(graph, from, "dense")).toContain("no loops");
    expect(whyNot(graph, from, "features")).toContain("is an input");
    expect(whyNot(graph, { ...from, node: "dense" }, "add")).toBeNull();
  });
});

describe("bringing a tensor to a place", () => {
  it("fills a free one", () => {
    expect(bring(store, wish("features", "add", "/args/0/-"))).toBeNull();
    expect(args("add")).toEqual([[t("dense_1"), t("dense_2"), t("features")]]);
  });

  it("asks when the place is taken, and changes nothing yet", () => {
    const asked = wish("features", "activation", "/args/0");
    expect(bring(store, asked)).toBe(asked);
    expect(store.getState().past).toHaveLength(0);
  });

  it("does not ask about what is there already", () => {
    expect(bring(store, wish("add", "activation", "/args/0"))).toBeNull();
    expect(store.getState().past).toHaveLength(0);
  });

  it("refuses a loop, aloud", () => {
    expect(bring(store, wish("predictions", "dense", "/args/0"))).toBeNull();
    expect(store.getState().announcement.text).toContain("no loops");
    expect(args("dense")).toEqual([t("features")]);
  });

  it("reorders within a list without asking", () => {
    const from = { target: "add", pointer: "/args/0/0" };
    expect(bring(store, wish("dense_1", "add", "/args/0/1", from))).toBeNull();
    expect(args("add")).toEqual([[t("dense_2"), t("dense_1")]]);
  });

  it("takes a moved tensor away from where it was", () => {
    const from = { target: "add", pointer: "/args/0/1" };
    const asked = bring(store, wish("dense_2", "activation", "/args/0", from));
    if (asked) replace(store, asked);
    expect(args("add")).toEqual([[t("dense_1")]]);
    expect(args("activation")).toEqual([t("dense_2")]);
  });
});

describe("the answers", () => {
  it("replace", () => {
    replace(store, wish("features", "activation", "/args/0"));
    expect(args("activation")).toEqual([t("features")]);
  });

  it("merge both, in one step, and make room", () => {
    const y = store.getState().design.positions.main?.activation?.[1] ?? 0;
    combine(store, wish("features", "activation", "/args/0"), "keras.layers.Concatenate");
    expect(args("concatenate")).toEqual([[t("add"), t("features")]]);
    expect(args("activation")).toEqual([t("concatenate")]);
    expect(store.getState().design.positions.main?.concatenate?.[1]).toBe(y);
    expect(store.getState().design.positions.main?.activation?.[1]).toBeGreaterThan(y);
    expect(store.getState().past).toHaveLength(1);
    expect(store.getState().selection).toEqual(["concatenate"]);
  });
});
