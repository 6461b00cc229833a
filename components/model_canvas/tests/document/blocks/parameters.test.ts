import { describe, expect, it } from "vitest";
import { type Design, graphOf } from "../../../../shared/document";
import { liftShape, shapeMismatches } from "../../../src/document/blocks/blockShapes";
import { dissolve } from "../../../src/document/blocks/dissolve";
import {
  differingUses,
  liftArgument,
  liftCallArgument,
  parameterProblem,
  removeParameter,
  renameParameter,
  setBlockArgument,
  setParameterDefault,
} from "../../../src/document/blocks/parameters";
import { setRepeat } from "../../../src/document/blocks/repeat";
import { drawn, frozen, shaped, t } from "../../fixtures/designs";
import { find } from "../../fixtures/entries";

/** Two instances of a block of two Dense layers. */
function twoUses(): Design {
  const block = { kind: "model", model: "block", trainable: true } as const;
  const whole = drawn({ i: ["keras.Input", { shape: [8] }, []] });
  const part = drawn({
    x: ["keras.Input", { shape: [8] }, []],
    a: ["Dense", { units: 8 }, [t("x")]],
    b: ["Dense", { units: 4 }, [t("a")]],
  });
  return frozen({
    ...whole,
    main: {
      ...whole.main,
      inputs: "i",
      operations: {
        ...whole.main.operations,
        one: { ...block, name: "one" },
        two: { ...block, name: "two" },
      },
      nodes: {
        ...whole.main.nodes,
        one: { operation: "one", args: [t("i")], kwargs: {} },
        two: { operation: "two", args: [t("one")], kwargs: {} },
      },
    },
    models: { block: { ...part.main, name: "block", inputs: "x" } },
  });
}

const lifted = () => frozen(liftArgument(twoUses(), "block", "a", ["units"], "units", 8));
const config = (design: Design, id: string) => {
  const operation = design.models.block?.operations[id];
  return operation?.kind === "layer" ? operation.config : undefined;
};

describe("a parameter", () => {
  it("is an argument lifted, with the value that it has as the default", () => {
    const design = lifted();
    expect(design.models.block?.parameters).toEqual({ units: 8 });
    expect(config(design, "a")).toEqual({ units: { expression: "units" } });
    expect(design.main.operations.one).not.toHaveProperty("arguments");
  });

  it("has each use's own value, and the default where a use has none", () => {
    let design = setBlockArgument(lifted(), "main", "two", "units", 16);
    expect(design.main.operations.two).toMatchObject({ arguments: { units: 16 } });
    expect(differingUses(design, "block", "units")).toEqual([16]);
    design = setParameterDefault(frozen(design), "block", "units", 16);
    expect(design.main.operations.two).not.toHaveProperty("arguments");
    design = setBlockArgument(frozen(design), "main", "two", "units", 16);
    expect(design.main.operations.two).not.toHaveProperty("arguments");
  });

  it("is renamed wherever it is used", () => {
    const set = setBlockArgument(lifted(), "main", "two", "units", 16);
    const design = renameParameter(frozen(set), "block", "units", "width");
    expect(design.models.block?.parameters).toEqual({ width: 8 });
    expect(config(design, "a")).toEqual({ units: { expression: "width" } });
    expect(design.main.operations.two).toMatchObject({ arguments: { width: 16 } });
    expect(renameParameter(design, "block", "width", "2x")).toBe(design);
  });

  it("may be an argument of a call, by keyword or by position", () => {
    const design = liftCallArgument(twoUses(), "block", "a", "training", "frozen", false);
    expect(design.models.block?.parameters).toEqual({ frozen: false });
    expect(design.models.block?.nodes.a?.kwargs).toEqual({ training: { expression: "frozen" } });
    const again = liftCallArgument(frozen(design), "block", "b", "", "frozen", false, 1);
    expect(again.models.block?.nodes.b?.args).toEqual([t("a"), { expression: "frozen" }]);
    expect(liftCallArgument(design, "block", "b", "training", "frozen", true)).toBe(design);
    const around = { counts: {}, inside: {}, places: {}, find };
    const put = dissolve(frozen(again), "main", "one", around).design;
    expect(put.main.nodes.a?.kwargs).toEqual({ training: false });
  });

  it("leaves its default behind", () => {
    const set = setBlockArgument(lifted(), "main", "two", "units", 16);
    expect(removeParameter(frozen(set), "block", "units")).toEqual(twoUses());
  });

  it("has a name of Python's own making", () => {
    const graph = lifted().models.block;
    if (!graph) throw new Error("no block");
    for (const name of ["", "2x", "a-b", "class", "units"]) {
      expect(parameterProblem(graph, name)).not.toBeNull();
    }
    expect(parameterProblem(graph, "breite_2")).toBeNull();
  });

  it("is a value again where the block is dissolved", () => {
    const set = setBlockArgument(lifted(), "main", "two", "units", 16);
    const around = { counts: {}, inside: {}, places: {}, find };
    const design = dissolve(frozen(set), "main", "two", around).design;
    expect(design.main.operations.a).toMatchObject({ config: { units: 16 } });
    expect(design.models.block).toBe(set.models.block);
    const last = dissolve(frozen(design), "main", "one", around).design;
    expect(last.models).toEqual({});
    expect(last.main.operations.a_1).toMatchObject({ name: "a_1", config: { units: 8 } });
    expect(last.main.nodes.a?.args).toEqual([t("b_1")]);
  });
});

describe("the shape of an input", () => {
  it("is lifted for a use that gives another one", () => {
    const design = twoUses();
    const found = shaped(design, [null, 5]);
    const definition = graphOf(design, "block");
    const block = design.main.operations.two;
    const call = design.main.nodes.two;
    if (!definition || block?.kind !== "model" || !call) throw new Error("no block");
    const [mismatch] = shapeMismatches(definition, block, call, found);
    expect(mismatch).toMatchObject({ name: "x", declared: [8], given: [5] });
    if (!mismatch) return;
    const next = liftShape(design, "main", "two", "block", mismatch);
    expect(next.models.block?.parameters).toEqual({ shape: [8] });
    expect(next.main.operations.two).toMatchObject({ arguments: { shape: [5] } });
    const after = next.main.operations.two;
    if (after?.kind !== "model") throw new Error("no block");
    const inside = graphOf(next, "block");
    expect(inside && shapeMismatches(inside, after, call, found)).toEqual([]);
  });
});

describe("repeating", () => {
  it("counts a block, and takes no number that cannot be", () => {
    const design = setRepeat(twoUses(), "main", "one", 12);
    expect(design.main.operations.one).toMatchObject({ repeat: 12 });
    for (const times of [0, -1, 1.5, 1e9, Number.NaN]) {
      expect(setRepeat(design, "main", "one", times)).toBe(design);
    }
    expect(setRepeat(design, "main", "one", 1)).toEqual(twoUses());
  });

  it("is so many single blocks when it is dissolved", () => {
    const around = { counts: {}, inside: {}, places: {}, find };
    const design = setRepeat(twoUses(), "main", "one", 3);
    const { design: single, nodes } = dissolve(frozen(design), "main", "one", around);
    expect(nodes).toEqual(["one_1", "one_2", "one"]);
    expect(Object.keys(single.main.operations).sort()).toEqual([
      "i",
      "one_1",
      "one_2",
      "one_3",
      "two",
    ]);
    expect(single.main.nodes.one_1?.args).toEqual([t("i")]);
    expect(single.main.nodes.one?.args).toEqual([t("one_2")]);
    expect(single.main.nodes.two?.args).toEqual([t("one")]);
  });
});
