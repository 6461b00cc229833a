import { describe, expect, it } from "vitest";
import { emptyDesign } from "../../../shared/document";
import {
  isApplication,
  isInput,
  isPlaceholder,
  lastStep,
  operationName,
  operationOf,
  positionsOf,
  withGraph,
  withPositions,
} from "../../src/document/graphAccess";
import { drawn, gallery } from "../fixtures/designs";

describe("replacing a graph", () => {
  const design = gallery("attention_block");
  const rename = (name: string) => (graph: typeof design.main) => ({ ...graph, name });

  it("leaves all others as they are", () => {
    const [block] = Object.keys(design.models);
    const changed = withGraph(design, block ?? "", rename("b"));
    expect(changed.models[block ?? ""]?.name).toBe("b");
    expect(changed.main).toBe(design.main);
    expect(withGraph(design, "main", rename("m")).models).toBe(design.models);
  });

  it("is the same design where nothing changes or no such graph is", () => {
    expect(withGraph(design, "main", (graph) => graph)).toBe(design);
    expect(withGraph(design, "constructor", rename("m"))).toBe(design);
  });
});

describe("places", () => {
  it("are set and taken away, the last one with its graph", () => {
    const placed = withPositions(emptyDesign(), "main", { a: [1, 2], b: [3, 4] });
    expect(positionsOf(placed, "main")).toEqual({ a: [1, 2], b: [3, 4] });
    expect(positionsOf(withPositions(placed, "main", { a: null }), "main")).toEqual({ b: [3, 4] });
    expect(withPositions(placed, "main", { a: null, b: null }).positions).toEqual({});
  });

  it("that are the same already change nothing", () => {
    const placed = withPositions(emptyDesign(), "main", { a: [1, 2] });
    expect(withPositions(placed, "main", { a: [1, 2], gone: null })).toBe(placed);
  });
});

describe("an operation", () => {
  const { main } = drawn({ x: ["keras.Input", {}, []], dense: ["Dense", {}, []] });

  it("is found by its node, and an input by its class", () => {
    expect(operationOf(main, "dense")?.kind).toBe("layer");
    expect(operationOf(main, "toString")).toBeUndefined();
    expect(isInput(main, "x")).toBe(true);
    expect(isInput(main, "dense")).toBe(false);
  });

  it("is called by its name, a function by its last step", () => {
    expect(operationName({ kind: "op", function: "keras.ops.add" })).toBe("add");
    expect(lastStep("Dense")).toBe("Dense");
    expect(isApplication("keras.applications.ResNet50")).toBe(true);
    expect(isApplication("keras.layers.Dense")).toBe(false);
  });

  it("is a placeholder where a file recorded what it returned", () => {
    const layer = operationOf(main, "dense");
    expect(isPlaceholder(layer)).toBe(false);
    if (layer?.kind !== "layer") throw new Error("no layer");
    const recorded = { outputs: [], params: 0, reason: "" };
    expect(isPlaceholder({ ...layer, recorded } as never)).toBe(true);
  });
});
