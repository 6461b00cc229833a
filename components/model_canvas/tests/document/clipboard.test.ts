import { describe, expect, it } from "vitest";
import { emptyDesign, graphOf } from "../../../shared/document";
import { tensor } from "../../src/document/argument";
import { copyNodes, duplicateNodes, pasteNodes } from "../../src/document/clipboard";
import { clipFromText, clipToText } from "../../src/document/clipText";
import { commentsOf, framesOf, withComments, withFrames } from "../../src/document/notes";
import { sameJson } from "../../src/document/sameJson";
import { setConfig } from "../../src/document/settings";
import { referredIn } from "../../src/document/sharedOperations";
import { callCount } from "../../src/document/sharing";
import { edges } from "../../src/document/traversal";
import { acrossBorders, frozen, gallery, sameCellTwice } from "../fixtures/designs";
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

describe("what is shared across models", () => {
  const design = acrossBorders();

  it("is a layer of its own where one call of it is pasted", () => {
    const clip = copyNodes(design, "main", ["shared"]);
    if (!clip) throw new Error("nothing copied");
    for (const graphId of ["main", "block"]) {
      const pasted = pasteNodes(design, graphId, clip);
      const graph = graphOf(pasted.design, graphId);
      expect(graph?.operations[graph.nodes[pasted.nodes[0] ?? ""]?.operation ?? ""]).toEqual({
        ...design.operations?.shared,
        name: "shared_1",
      });
      expect(pasted.design.operations).toEqual(design.operations);
    }
  });

  it("stays shared with the definition of a block that is copied with it", () => {
    const copied = duplicateNodes(design, "main", ["shared", "block"]);
    expect(copied.design.operations).toEqual(design.operations);
    expect(copied.design.models).toEqual(design.models);
    const calls = Object.values(copied.design.main.nodes).filter(
      ({ operation }) => operation === "shared",
    );
    expect(calls).toHaveLength(2);
    expect(Object.keys(copied.design.main.operations)).toContain("block_1");
  });

  it("is taken along into another design, apart from what that one shares", () => {
    const clip = clipFromText(
      clipToText(copyNodes(design, "main", ["shared", "block"]) ?? never()),
    );
    const { design: other } = pasteNodes(emptyDesign(), "main", clip ?? never());
    expect(other.operations).toEqual(design.operations);
    expect(Object.keys(other.main.operations)).toEqual(["block"]);
    const host = frozen(setConfig(design, "main", "shared", "units", 9));
    const { design: both } = pasteNodes(host, "main", clip ?? never());
    expect(both.operations).toEqual({
      ...host.operations,
      shared_1: { ...design.operations?.shared, name: "shared_1" },
    });
    expect(both.models.block_1?.nodes.shared?.operation).toBe("shared_1");
    expect(both.models.block).toEqual(host.models.block);
  });

  it("is copied where it is an argument, and is one object in the copy, too", () => {
    const cells = sameCellTwice();
    const { design: two } = duplicateNodes(cells, "main", ["rnn"]);
    expect(Object.keys(two.operations ?? {})).toEqual(["cell", "cell_1"]);
    const [copy] = Object.values(two.main.operations).filter(({ kind, ...own }) =>
      JSON.stringify(own).includes("cell_1"),
    );
    expect(copy && [...referredIn(copy)]).toEqual(["cell_1"]);
  });
});

function never(): never {
  throw new Error("nothing was copied");
}

describe("frames and comments of what is copied", () => {
  const [first = "", second = "", third = ""] = all;
  const framed = withFrames(siamese, "main", {
    whole: { title: "whole", nodes: [first, second, "gone"], color: "blue", collapsed: true },
    part: { title: "part", nodes: [second, third], color: "red" },
  });
  const noted = frozen(
    withComments(framed, "main", {
      about: { text: "why", node: first, color: "yellow", position: [10, 20] },
      other: { text: "no", node: third, color: "yellow" },
      free: { text: "here", position: [0, 0], size: [208, 96], color: "pink" },
      away: { text: "there", position: [900, 0], color: "pink" },
    }),
  );

  it("come along, about the copies", () => {
    const { design, nodes } = duplicateNodes(noted, "main", [first, second], ["free"]);
    const { whole, part, ...frames } = framesOf(design, "main");
    expect([whole, part]).toEqual(Object.values(framesOf(noted, "main")));
    expect(frames).toEqual({ whole_1: { title: "whole", nodes, color: "blue", collapsed: true } });
    const { about_1, free_1, ...before } = commentsOf(design, "main");
    expect(before).toEqual(commentsOf(noted, "main"));
    const [copy] = nodes;
    expect(about_1).toEqual({ text: "why", node: copy, color: "yellow", position: [42, 52] });
    expect(free_1).toMatchObject({ text: "here", position: [32, 32], size: [208, 96] });
  });

  it("go through text into another design", () => {
    const clip = copyNodes(noted, "main", [first, second]);
    const read = clip && clipFromText(clipToText(clip));
    expect(read).toEqual(clip);
    const { design } = pasteNodes(emptyDesign(), "main", read ?? frozen(clip as never), [0, 0]);
    expect(Object.keys(framesOf(design, "main"))).toEqual(["whole"]);
    expect(Object.values(commentsOf(design, "main")).map(({ text }) => text)).toEqual(["why"]);
  });

  it("are left out where they point at nothing", () => {
    const clip = copyNodes(noted, "main", [third]);
    const strange = frozen({
      ...clip,
      frames: { main: { f: { title: "", nodes: ["nowhere"], color: "gray" } } },
      comments: { main: { c: { text: "", node: "nowhere", color: "gray" } } },
    });
    const { design } = pasteNodes(emptyDesign(), "main", strange as never);
    expect([design.frames, design.comments]).toEqual([undefined, undefined]);
  });

  it("stand in a block that the other design has not", () => {
    const blocks = gallery("residual_blocks");
    const [id = ""] = Object.keys(blocks.models);
    const [inner = ""] = Object.keys(blocks.models[id]?.nodes ?? {});
    const said = { c: { text: "inside", node: inner, color: "yellow" } };
    const clip = copyNodes(withComments(blocks, id, said), "main", Object.keys(blocks.main.nodes));
    const elsewhere = pasteNodes(emptyDesign(), "main", frozen(clip as never)).design;
    expect(commentsOf(elsewhere, id)).toEqual(said);
    const here = pasteNodes(blocks, "main", frozen(clip as never)).design;
    expect(here.comments).toBeUndefined();
  });
});
