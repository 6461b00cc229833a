import { describe, expect, it } from "vitest";
import { type Design, emptyDesign } from "../../../shared/document";
import { MISSING } from "../../src/document/argument";
import { blocksIn, onlyUse, placeStored, storedBlock } from "../../src/document/storedBlock";
import { gallery, readyBlock } from "../fixtures/designs";

const RESIDUAL = readyBlock("residual_block");

function withName(design: Design, name: string): Design {
  const graph = design.models.residual_block;
  if (!graph) throw new Error("no block");
  return { ...design, models: { ...design.models, residual_block: { ...graph, name } } };
}

describe("a stored block", () => {
  it("comes with its definition, drawn as it was, and one use that is not wired", () => {
    const { design, nodes } = placeStored(emptyDesign(), "main", RESIDUAL, [40, 80]);
    expect(nodes).toEqual(["residual_block"]);
    expect(design.models).toEqual(RESIDUAL.models);
    expect(design.main.nodes.residual_block?.args).toEqual([MISSING]);
    expect(design.positions.main).toEqual({ residual_block: [40, 80] });
    expect(design.positions.residual_block).toEqual(RESIDUAL.positions.residual_block);
  });

  it("comes with what is said inside of it", () => {
    const [node = ""] = Object.keys(RESIDUAL.models.residual_block?.nodes ?? {});
    const said = { residual_block: { c: { text: "why", node, color: "yellow" } } };
    const stored = { ...RESIDUAL, comments: said };
    const { design } = placeStored(emptyDesign(), "main", stored, [0, 0]);
    expect(design.comments).toEqual(said);
  });

  it("has a place for each of its inputs", () => {
    const { design } = placeStored(emptyDesign(), "main", readyBlock("unet_up"), [0, 0]);
    expect(design.main.nodes.unet_up?.args).toEqual([[MISSING, MISSING]]);
  });

  it("uses the definition that the design has, whatever it is called", () => {
    const first = placeStored(emptyDesign(), "main", RESIDUAL, [0, 0]).design;
    const twice = placeStored(first, "main", RESIDUAL, [0, 160]).design;
    expect(Object.keys(twice.models)).toEqual(["residual_block"]);
    expect(Object.keys(twice.main.operations)).toEqual(["residual_block", "residual_block_1"]);
    const renamed = placeStored(withName(first, "mine"), "main", RESIDUAL, [0, 160]).design;
    expect(Object.keys(renamed.models)).toEqual(["residual_block"]);
  });

  it("is another definition with a name of its own where the design's was edited", () => {
    const first = placeStored(emptyDesign(), "main", RESIDUAL, [0, 0]).design;
    const graph = first.models.residual_block;
    if (!graph) throw new Error("no block");
    const edited = {
      ...first,
      models: { residual_block: { ...graph, parameters: { filters: 8 } } },
    };
    const twice = placeStored(edited, "main", RESIDUAL, [0, 160]).design;
    expect(Object.values(twice.models).map(({ name }) => name)).toEqual([
      "residual_block",
      "residual_block_1",
    ]);
    expect(twice.models.residual_block).toBe(edited.models.residual_block);
    expect(twice.positions.residual_block_1).toEqual(RESIDUAL.positions.residual_block);
    const thrice = placeStored(twice, "main", RESIDUAL, [0, 320]).design;
    expect(Object.keys(thrice.models)).toEqual(["residual_block", "residual_block_1"]);
  });

  it("is nothing where a design is no block", () => {
    const before = emptyDesign();
    const none = placeStored(before, "main", gallery("mlp"), [0, 0]);
    expect(none).toEqual({ design: before, nodes: [] });
    expect(onlyUse(gallery("residual_blocks"))).toBeNull();
  });
});

describe("a block of a design", () => {
  it("is stored with all that it needs, and comes back the same", () => {
    const design = gallery("residual_blocks");
    const stored = storedBlock(design, "residual_block_64");
    expect(Object.keys(stored?.models ?? {})).toEqual(["residual_block_64"]);
    expect(stored && onlyUse(stored)?.operation.model).toBe("residual_block_64");
    const back = stored && placeStored(emptyDesign(), "main", stored, [0, 0]).design;
    expect(back?.models.residual_block_64).toEqual(design.models.residual_block_64);
    expect(back?.positions.residual_block_64).toEqual(design.positions.residual_block_64);
  });

  it("keeps what its use gives to its parameters, unless that is worked out of others", () => {
    const given = { filters: 8, kernel_size: { expression: "size" } };
    const stored = storedBlock(RESIDUAL, "residual_block", given);
    expect(stored && onlyUse(stored)?.operation.arguments).toEqual({ filters: 8 });
  });

  it("is found in a file, but not what it holds itself", () => {
    const inner = { kind: "model", model: "residual_block", name: "b", trainable: true } as const;
    const design: Design = {
      ...RESIDUAL,
      models: {
        ...RESIDUAL.models,
        stage: { name: "stage", operations: { b: inner }, nodes: {}, inputs: [], outputs: "auto" },
      },
    };
    const found = blocksIn(design);
    expect(found.map(({ name }) => name)).toEqual(["stage"]);
    expect(Object.keys(found[0]?.models ?? {}).sort()).toEqual(["residual_block", "stage"]);
  });
});
