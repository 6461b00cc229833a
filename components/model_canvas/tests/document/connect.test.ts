import { describe, expect, it } from "vitest";
import type { Design } from "../../../shared/document";
import { MISSING, tensor } from "../../src/document/argument";
import {
  connect,
  disconnect,
  moveInput,
  possibleTargets,
  reconnect,
  refusal,
} from "../../src/document/connect";
import { frozen } from "../fixtures/designs";
import { ADD, args, DENSE, designOf, INPUT } from "../fixtures/entries";

function merge(): Design {
  const design = designOf(INPUT, DENSE, DENSE, DENSE, ADD, ADD);
  return frozen(
    ["dense", "dense_1", "dense_2"].reduce(
      (here, source) => connect(here, "main", tensor(source), "add", "/args/0/-"),
      design,
    ),
  );
}

describe("connecting", () => {
  it("fills a place, replaces what stood there, and grows a list", () => {
    let design = designOf(INPUT, INPUT, DENSE);
    design = connect(design, "main", tensor("input_layer"), "dense", "/args/0");
    expect(args(design, "dense")).toEqual([tensor("input_layer")]);
    design = frozen(connect(design, "main", tensor("input_layer_1"), "dense", "/args/0"));
    expect(args(design, "dense")).toEqual([tensor("input_layer_1")]);
    expect(connect(design, "main", tensor("input_layer_1"), "dense", "/args/0")).toBe(design);
    expect(args(merge(), "add")).toEqual([[tensor("dense"), tensor("dense_1"), tensor("dense_2")]]);
  });

  it("is refused where it makes no sense, with the reason", () => {
    let design = designOf(INPUT, DENSE, DENSE);
    design = connect(design, "main", tensor("dense"), "dense_1", "/args/0");
    expect(refusal(design.main, "dense_1", "dense")).toBe(
      "dense_1 already depends on dense: a model has no loops.",
    );
    expect(refusal(design.main, "dense", "dense")).toMatch(/own output/);
    expect(refusal(design.main, "dense", "input_layer")).toMatch(/is an input/);
    expect(refusal(design.main, "input_layer", "dense_1")).toBeNull();
    expect([...possibleTargets(design.main, "dense")]).toEqual(["dense_1"]);
    expect([...possibleTargets(design.main, "dense_1")]).toEqual([]);
  });
});

describe("disconnecting", () => {
  it("empties a required place and shrinks a list", () => {
    let design = connect(designOf(INPUT, DENSE), "main", tensor("input_layer"), "dense", "/args/0");
    design = frozen(disconnect(design, "main", "dense", "/args/0"));
    expect(args(design, "dense")).toEqual([MISSING]);
    expect(disconnect(design, "main", "dense", "/args/0")).toBe(design);
    expect(args(disconnect(merge(), "main", "add", "/args/0/1"), "add")).toEqual([
      [tensor("dense"), tensor("dense_2")],
    ]);
  });
});

describe("reconnecting", () => {
  it("takes an edge to another call", () => {
    const old = { target: "add", pointer: "/args/0/0" };
    const design = reconnect(merge(), "main", old, tensor("dense"), "add_1", "/args/0/-");
    expect(args(design, "add")).toEqual([[tensor("dense_1"), tensor("dense_2")]]);
    expect(args(design, "add_1")).toEqual([[tensor("dense")]]);
  });

  it("moves a tensor within its list", () => {
    const old = { target: "add", pointer: "/args/0/0" };
    const design = reconnect(merge(), "main", old, tensor("dense"), "add", "/args/0/-");
    expect(args(design, "add")).toEqual([[tensor("dense_1"), tensor("dense_2"), tensor("dense")]]);
  });

  it("gives a place another source", () => {
    const old = { target: "add", pointer: "/args/0/0" };
    const design = reconnect(merge(), "main", old, tensor("input_layer"), "add", "/args/0/0");
    expect(args(design, "add")).toEqual([
      [tensor("input_layer"), tensor("dense_1"), tensor("dense_2")],
    ]);
  });
});

describe("moving an input of a merge", () => {
  it("changes the order and nothing else", () => {
    const design = moveInput(merge(), "main", "add", "/args/0/2", 0);
    expect(args(design, "add")).toEqual([[tensor("dense_2"), tensor("dense"), tensor("dense_1")]]);
  });

  it("stops at the ends", () => {
    const design = merge();
    expect(moveInput(design, "main", "add", "/args/0/0", -1)).toBe(design);
    expect(moveInput(design, "main", "add", "/args/0/2", 3)).toBe(design);
  });
});
