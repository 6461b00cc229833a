import { describe, expect, it } from "vitest";
import { type Design, graphOf, type TensorSpec } from "../../../../shared/document";
import { dissolve } from "../../../src/document/blocks/dissolve";
import { blockRefusal, makeBlock } from "../../../src/document/blocks/makeBlock";
import { canonical } from "../../../src/document/canonicalJson";
import { acrossBorders, drawn, frozen, gallery, shaped, t } from "../../fixtures/designs";
import { find } from "../../fixtures/entries";

/** `i -> a -> b -> add(b, i) -> head`, drawn in a column. */
function residual(): Design {
  const design = drawn({
    i: ["keras.Input", { shape: [8] }, []],
    a: ["Dense", { units: 8 }, [t("i")]],
    b: ["Dense", { units: 8 }, [t("a")]],
    add: ["Add", {}, [[t("b"), t("i")]]],
    head: ["Dense", { units: 1 }, [t("add")]],
  });
  const positions = { i: [0, 0], a: [0, 128], b: [0, 256], add: [0, 384], head: [0, 512] };
  return frozen({ ...design, positions: { main: positions } } as unknown as Design);
}

const found = (
  design: Design,
  { shape, dtype }: TensorSpec = { shape: [null, 8], dtype: "float32" },
) => shaped(design, shape, dtype);

const AROUND = { counts: {}, inside: {}, places: {}, find };

describe("making a block", () => {
  it("puts one call in the place of the nodes, with ports named after what crosses the border", () => {
    const before = residual();
    const { design, nodes } = makeBlock(before, "main", ["a", "b", "add"], found(before));
    expect(nodes).toEqual(["block"]);
    expect(design.main.nodes).toEqual({
      i: before.main.nodes.i,
      head: { operation: "head", args: [t("block")], kwargs: {} },
      block: { operation: "block", args: [t("i")], kwargs: {} },
    });
    expect(design.main.operations.block).toEqual({
      kind: "model",
      model: "block",
      name: "block",
      trainable: true,
    });
    const { block } = design.models;
    expect(block?.inputs).toBe("i");
    expect(block?.outputs).toBe("auto");
    expect(block?.operations.i).toMatchObject({
      class_name: "keras.Input",
      name: "i",
      config: { shape: [8] },
    });
    expect(block?.nodes.add?.args).toEqual([[t("b"), t("i")]]);
  });

  it("keeps places inside and puts the block in the middle", () => {
    const before = residual();
    const { design } = makeBlock(before, "main", ["a", "b", "add"], found(before));
    expect(design.positions.main).toEqual({ i: [0, 0], head: [0, 512], block: [0, 256] });
    expect(design.positions.block).toEqual({
      i: [0, 0],
      a: [0, 128],
      b: [0, 256],
      add: [0, 384],
    });
  });

  it("leaves the inputs of the model outside", () => {
    const before = residual();
    const { design } = makeBlock(before, "main", Object.keys(before.main.nodes), found(before));
    expect(Object.keys(design.main.nodes).sort()).toEqual(["block", "i"]);
  });

  it("takes shapes and types from the analysis", () => {
    const before = residual();
    const spec = { shape: [null, 3, 4], dtype: "int32" };
    const { design } = makeBlock(before, "main", ["head"], found(before, spec));
    expect(design.models.block?.operations.add).toMatchObject({
      config: { shape: [3, 4] },
      dtype: "int32",
    });
  });

  it("returns each tensor that is used outside, in order", () => {
    const before = frozen(
      drawn({
        i: ["keras.Input", { shape: [8] }, []],
        a: ["Dense", { units: 8 }, [t("i")]],
        b: ["Dense", { units: 8 }, [t("a")]],
        both: ["Add", {}, [[t("a"), t("b")]]],
      }),
    );
    const { design } = makeBlock(before, "main", ["a", "b"], found(before));
    expect(design.models.block?.outputs).toEqual([t("a"), t("b")]);
    expect(design.main.nodes.both?.args).toEqual([[t("block", 0), t("block", 1)]]);
  });

  it("keeps what the model returns, and in which order", () => {
    const before = frozen(
      drawn({
        i: ["keras.Input", { shape: [8] }, []],
        a: ["Dense", { units: 8 }, [t("i")]],
        first: ["Dense", { units: 1 }, [t("a")]],
        second: ["Dense", { units: 2 }, [t("a")]],
      }),
    );
    const made = makeBlock(before, "main", ["a", "first"], found(before)).design;
    // The second one is fed by the block, which would not be an output by itself any more.
    expect(made.main.outputs).toEqual([t("block", 1), t("second")]);
    const other = makeBlock(before, "main", ["first"], found(before)).design;
    expect(other.main).toMatchObject({ outputs: "auto", output_order: ["block", "second"] });
  });

  it("shares a layer that is called outside, too", () => {
    const before = frozen(
      drawn({
        i: ["keras.Input", { shape: [8] }, []],
        a: ["Dense", { units: 8 }, [t("i")]],
        b: ["Dense", { units: 8 }, [t("a")]],
      }),
    );
    const twice: Design = {
      ...before,
      main: {
        ...before.main,
        operations: { i: before.main.operations.i, a: before.main.operations.a } as never,
        nodes: {
          ...before.main.nodes,
          b: { operation: "a", args: [t("a")], kwargs: {} },
        },
      },
    };
    const { design } = makeBlock(frozen(twice), "main", ["b"], found(before));
    expect(Object.keys(design.operations ?? {})).toEqual(["a"]);
    expect(graphOf(design, "block")?.operations.a).toBe(graphOf(design, "main")?.operations.a);
    const back = dissolve(frozen(design), "main", "block", AROUND).design;
    expect(canonical({ ...back, models: {} })).toBe(canonical(twice));
  });

  it("makes an unfilled place an input that the block lacks", () => {
    const before = frozen(drawn({ a: ["Dense", { units: 8 }, [{ missing: true }]] }));
    const { design } = makeBlock(before, "main", ["a"], null);
    expect(design.main.nodes.block?.args).toEqual([{ missing: true }]);
    expect(design.models.block?.nodes.a?.args).toEqual([t("input")]);
  });

  it("hands the parameters of the block around on", () => {
    const design = residual();
    const lifted: Design = frozen({
      ...design,
      main: {
        ...design.main,
        operations: {
          ...design.main.operations,
          a: {
            ...(design.main.operations.a as never as object),
            config: { units: { expression: "2 * n" } },
          },
        } as never,
        parameters: { n: 4, m: 1 },
      },
    });
    const made = makeBlock(lifted, "main", ["a", "b"], found(design)).design;
    expect(made.models.block?.parameters).toEqual({ n: 4 });
    expect(made.main.operations.block).toMatchObject({ arguments: { n: { expression: "n" } } });
  });

  it("calls it as its layers are called, where all are called alike", () => {
    const before = frozen(
      drawn({
        i: ["keras.Input", { shape: [8] }, []],
        conv2_block1_a: ["Dense", { units: 8 }, [t("i")]],
        conv2_block1_b: ["Dense", { units: 8 }, [t("conv2_block1_a")]],
      }),
    );
    const { nodes } = makeBlock(
      before,
      "main",
      ["conv2_block1_a", "conv2_block1_b"],
      found(before),
    );
    expect(nodes).toEqual(["conv2_block1"]);
  });

  it("takes frames and comments along", () => {
    const before: Design = {
      ...residual(),
      frames: {
        main: {
          inner: { title: "in", nodes: ["a", "b"], color: "gray" },
          outer: { title: "out", nodes: ["a", "b", "add", "head"], color: "blue" },
        },
      },
      comments: { main: { c: { text: "hm", node: "b", color: "yellow" } } },
    };
    const { design } = makeBlock(frozen(before), "main", ["a", "b", "add"], found(before));
    expect(design.frames?.block?.inner?.nodes).toEqual(["a", "b"]);
    expect(design.frames?.main).toEqual({
      outer: { title: "out", nodes: ["head", "block"], color: "blue" },
    });
    expect(design.comments).toEqual({ block: before.comments?.main });
  });
});

describe("what cannot be a block", () => {
  const refusal = (design: Design, nodes: string[]) =>
    blockRefusal(design.main, nodes, found(design));

  it("is a part that a path leaves and comes back to", () => {
    const design = residual();
    expect(refusal(design, ["a", "add"])).toMatch(/^b takes from the selected nodes/);
    expect(makeBlock(design, "main", ["a", "add"], null).design).toBe(design);
  });

  it("is what hangs together with nothing", () => {
    const design = frozen(
      drawn({
        i: ["keras.Input", { shape: [8] }, []],
        j: ["keras.Input", { shape: [8] }, []],
        a: ["Dense", { units: 8 }, [t("i")]],
        b: ["Dense", { units: 8 }, [t("j")]],
      }),
    );
    expect(refusal(design, ["a", "b"])).toMatch(/not connected with each other \(a and b\)/);
  });

  it("is inputs alone", () => {
    expect(refusal(residual(), ["i"])).toMatch(/inputs of a model stay outside/);
    expect(refusal(residual(), [])).toMatch(/inputs of a model stay outside/);
  });

  it("is what takes a tensor without a batch", () => {
    const design = residual();
    const flat = found(design, { shape: [], dtype: "int32" });
    expect(blockRefusal(design.main, ["head"], flat)).toMatch(/^What add returns has no batch/);
  });
});

describe("dissolving", () => {
  it("undoes making, whatever part of whatever drawing it was", () => {
    const designs = [
      residual(),
      acrossBorders(),
      ...["mlp", "multi_task", "residual_blocks", "siamese_comparator", "attention_block"].map(
        gallery,
      ),
    ];
    for (const design of designs) {
      const nodes = Object.keys(design.main.nodes);
      const counts = Object.fromEntries(nodes.map((id) => [id, 1]));
      for (const first of nodes.keys()) {
        for (const last of [1, 2, 3, 5]) {
          const part = nodes.slice(first, first + last);
          const made = makeBlock(design, "main", part, found(design));
          const [block] = made.nodes;
          if (block === undefined) continue;
          const places = made.design.positions[block] ?? {};
          const around = { ...AROUND, counts, places };
          const back = dissolve(frozen(made.design), "main", block, around);
          expect(canonical(back.design)).toBe(canonical(design));
        }
      }
    }
  });
});
