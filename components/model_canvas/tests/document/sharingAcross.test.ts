import { describe, expect, it } from "vitest";
import { type Graph, graphOf } from "../../../shared/document";
import { canonical } from "../../src/document/canonicalJson";
import { addBlock } from "../../src/document/nodes";
import { rename } from "../../src/document/settings";
import { makeCopy } from "../../src/document/sharing";
import { shareAcross, usableElsewhere } from "../../src/document/sharingAcross";
import { acrossBorders, frozen, gallery } from "../fixtures/designs";

/** The same two calls, with a layer each. */
const apart = frozen(makeCopy(acrossBorders(), "main", "shared"));

describe("sharing across models", () => {
  it("offers layers of the same class in other models, a shared one once", () => {
    expect(usableElsewhere(apart, "main", "shared")).toEqual([
      { graph: "block", operation: "shared" },
    ]);
    expect(usableElsewhere(apart, "block", "shared")).toEqual([
      { graph: "main", operation: "shared_1" },
    ]);
    expect(usableElsewhere(apart, "main", "add")).toEqual([]);
    expect(usableElsewhere(apart, "main", "i")).toEqual([]);
    expect(usableElsewhere(acrossBorders(), "main", "shared")).toEqual([]);
  });

  it("makes two calls one layer, the design's; its name is the other's", () => {
    const from = { graph: "block", operation: "shared" };
    const design = frozen(shareAcross(apart, "main", "shared", from));
    expect(canonical(design)).toBe(canonical(acrossBorders()));
    expect(shareAcross(design, "main", "shared", from)).toBe(design);
  });

  it("takes another name where a model has a layer of that name already", () => {
    const taken = frozen(rename(apart, "main", "add", "shared"));
    const from = { graph: "block", operation: "shared" };
    const design = shareAcross(taken, "main", "shared", from);
    expect(design.operations?.shared).toMatchObject({ name: "shared_1" });
  });

  it("gives way to an id that a graph has of its own", () => {
    const { block } = apart.models;
    const { shared_1: other, ...operations } = apart.main.operations;
    if (!block || !other) throw new Error("not drawn");
    const nodes = {
      ...apart.main.nodes,
      shared: { operation: "own", args: [{ tensor: ["i", 0] as [string, number] }], kwargs: {} },
      more: { operation: "shared", args: [{ tensor: ["i", 0] as [string, number] }], kwargs: {} },
    };
    const own = { ...other, name: "own" } as typeof other;
    const design = frozen({
      ...apart,
      main: { ...apart.main, nodes, operations: { ...operations, own, shared: other } },
    });
    const from = { graph: "block", operation: "shared" };
    const shared = shareAcross(design, "main", "shared", from);
    const main = graphOf(shared, "main");
    expect(main?.operations[main.nodes.more?.operation ?? ""]).toBe(other);
    expect(main?.operations[main.nodes.shared?.operation ?? ""]).toBe(block.operations.shared);
  });

  it("shares an instance of a block, whole", () => {
    const blocks = gallery("residual_blocks");
    const [model = ""] = Object.keys(blocks.models);
    const [home] = Object.entries(blocks.main.nodes).find(
      ([, node]) => blocks.main.operations[node.operation]?.kind === "model",
    ) ?? ["none"];
    const outer: Graph = {
      name: "outer",
      operations: {},
      nodes: {},
      inputs: [],
      outputs: "auto",
    };
    const grown = { ...blocks, models: { ...blocks.models, outer } };
    const created = addBlock(frozen(grown), "outer", model, [0, 0]);
    const [call = ""] = created.nodes;
    const operation = blocks.main.nodes[home]?.operation ?? "";
    const shared = shareAcross(created.design, "outer", call, { graph: "main", operation });
    expect(shared.operations?.[operation]).toBe(blocks.main.operations[operation]);
    expect(shared.models.outer?.operations).toEqual({});
  });
});
