import { describe, expect, it } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { tensor } from "../../src/document/argument";
import { copyNodes, duplicateNodes, pasteNodes } from "../../src/document/clipboard";
import { clipFromText, clipToText } from "../../src/document/clipText";
import { sameJson } from "../../src/document/sameJson";
import { callCount } from "../../src/document/sharing";
import { edges } from "../../src/document/traversal";
import { frozen, gallery } from "../fixtures/designs";
import { args } from "../fixtures/entries";

const siamese = gallery("siamese_comparator");

const all = Object.keys(siamese.main.nodes);

describe("copy and paste", () => {
  it("makes new layers, keeps edges inside and sharing among the copies", () => {
    const { design, nodes } = duplicateNodes(siamese, "main", all);
    expect(nodes).toHaveLength(all.length);
    expect(edges(design.main)).toHaveLength(2 * edges(siamese.main).length);
    const fresh = new Set(nodes);
    for (const { source, target } of edges(design.main)) {
      expect(fresh.has(source)).toBe(fresh.has(target));
    }
    const counts = (operations: string[]) =>
      operations.map((id) => callCount(design.main, id)).sort();
    const before = Object.keys(siamese.main.operations);
    const made = Object.keys(design.main.operations).filter((id) => !before.includes(id));
    expect(counts(made)).toEqual(counts(before));
    const names = Object.values(design.main.operations).map((o) => (o.kind === "op" ? "" : o.name));
    expect(new Set(names).size).toBe(names.length);
    expect(design.main.inputs).toHaveLength(4);
  });

  it("leaves places that were fed from outside unfilled, and shrinks merges", () => {
    const merge = all.find((id) => id.startsWith("concatenate")) ?? "";
    const { design, nodes } = duplicateNodes(siamese, "main", [merge, "same_digit"]);
    const [first = "", second = ""] = nodes;
    expect([args(design, first), args(design, second)]).toEqual(
      expect.arrayContaining([[[]], [tensor(nodes.find((id) => id.startsWith("conc")) ?? "")]]),
    );
  });

  it("goes through text into another design", () => {
    const clip = copyNodes(siamese, "main", all);
    const text = clip ? clipToText(clip) : "";
    const read = clipFromText(text);
    expect(read).toEqual(clip);
    const target = frozen(emptyDesign());
    const { design } = pasteNodes(target, "main", read ?? frozen(clip as never), [0, 0]);
    expect(Object.keys(design.main.operations).sort()).toEqual(
      Object.keys(siamese.main.operations).sort(),
    );
    expect(design.main.inputs).toEqual(expect.arrayContaining(["left", "right"]));
    expect(edges(design.main)).toHaveLength(edges(siamese.main).length);
  });

  it("takes a block's definition along, and uses it when the host has it", () => {
    const blocks = gallery("residual_blocks");
    const clip = copyNodes(blocks, "main", Object.keys(blocks.main.nodes));
    if (!clip) throw new Error("nothing copied");
    const elsewhere = pasteNodes(emptyDesign(), "main", clip);
    expect(sameJson(elsewhere.design.models, blocks.models)).toBe(true);
    const again = pasteNodes(elsewhere.design, "main", clip);
    expect(Object.keys(again.design.models)).toEqual(Object.keys(elsewhere.design.models));
    const [id = ""] = Object.keys(blocks.models);
    const other = { ...emptyDesign(), models: { [id]: emptyDesign().main } };
    const beside = pasteNodes(other, "main", clip);
    expect(Object.keys(beside.design.models)).toHaveLength(1 + Object.keys(blocks.models).length);
  });

  it("does not paste a block into itself", () => {
    const blocks = gallery("residual_blocks");
    const clip = copyNodes(blocks, "main", Object.keys(blocks.main.nodes));
    const [id = ""] = Object.keys(blocks.models);
    const { design } = pasteNodes(blocks, id, frozen(clip as never));
    const inside = Object.values(design.models[id]?.operations ?? {});
    expect(inside.some((operation) => operation.kind === "model" && operation.model === id)).toBe(
      false,
    );
  });

  it("copies nothing when nothing is selected", () => {
    expect(copyNodes(siamese, "main", [])).toBeNull();
  });
});
