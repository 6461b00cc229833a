import { describe, expect, it } from "vitest";
import { type Design, graphOf, type Layer } from "../../../shared/document";
import { canonical } from "../../src/document/canonicalJson";
import { operationOf } from "../../src/document/graphAccess";
import { nameProblem } from "../../src/document/names";
import { removeNodes } from "../../src/document/nodes";
import { rename, setConfig, setSharedConfig, setTrainable } from "../../src/document/settings";
import { isReference, referredIn, usesOf } from "../../src/document/sharedOperations";
import { callAgain, makeCopy, useLayer } from "../../src/document/sharing";
import { acrossBorders, frozen, sameCellTwice } from "../fixtures/designs";

const nameIn = (design: Design, graphId: string) => {
  const graph = graphOf(design, graphId);
  const operation = graph && operationOf(graph, "shared");
  return operation?.kind === "layer" ? operation.name : undefined;
};

describe("a layer that several graphs call", () => {
  const design = acrossBorders();

  it("is found in each of them, and stored once", () => {
    expect(nameIn(design, "main")).toBe("shared");
    expect(nameIn(design, "block")).toBe("shared");
    const { shared } = design.operations ?? {};
    const more = { ...design, operations: { ...design.operations, other: { ...shared } as Layer } };
    expect(graphOf(more, "main")).toBe(graphOf(design, "main"));
    expect(Object.keys(design.main.operations)).not.toContain("shared");
    expect([...(usesOf(design).get("shared")?.calls ?? [])]).toEqual([
      ["main", ["shared"]],
      ["block", ["shared"]],
    ]);
  });

  it("has one name, and is renamed everywhere", () => {
    const renamed = rename(design, "block", "shared", "encoder");
    expect([nameIn(renamed, "main"), nameIn(renamed, "block")]).toEqual(["encoder", "encoder"]);
    expect(renamed.main).toBe(design.main);
    expect(Object.keys(renamed.models.block?.operations ?? {})).toEqual(["a"]);
  });

  it("cannot have a name that another layer has in any of them", () => {
    expect(nameProblem(design, "block", "shared", "add")).toMatch(
      /^Another layer of the main model is already called "add"/,
    );
    expect(nameProblem(design, "main", "shared", "a")).toMatch(/layer of "block" .* "a"/);
    expect(nameProblem(design, "main", "add", "shared")).toMatch(/already called "shared"/);
    expect(rename(design, "block", "shared", "add")).toBe(design);
  });

  it("is set for all", () => {
    const wider = setTrainable(
      setConfig(design, "block", "shared", "units", 8),
      "main",
      "shared",
      false,
    );
    expect(wider.operations?.shared).toMatchObject({ config: { units: 8 }, trainable: false });
    expect(wider.main).toBe(design.main);
  });

  it("is the other graph's own again once one of them calls it no more", () => {
    const once = removeNodes(design, "main", ["shared"]);
    expect(once.operations).toBeUndefined();
    expect(once.models.block?.operations.shared).toBe(design.operations?.shared);
    expect(Object.keys(once.main.operations)).not.toContain("shared");
    const never = removeNodes(once, "block", ["shared"]);
    expect(Object.keys(never.models.block?.operations ?? {})).toEqual(["a"]);
  });

  it("stays the design's while each of them has a call left", () => {
    const thrice = callAgain(design, "main", "shared");
    expect(thrice.design.operations).toBe(design.operations);
    const twice = removeNodes(thrice.design, "main", ["shared"]);
    expect(twice.operations).toBe(design.operations);
    expect(graphOf(twice, "main")?.nodes[thrice.nodes[0] ?? ""]?.operation).toBe("shared");
  });

  it("is separated from one call by a copy under a fresh name", () => {
    const copied = makeCopy(design, "main", "shared");
    expect(copied.operations).toBeUndefined();
    expect(copied.models.block?.operations.shared).toBe(design.operations?.shared);
    expect(copied.main.operations.shared_1).toEqual({
      ...design.operations?.shared,
      name: "shared_1",
    });
    expect(makeCopy(copied, "main", "shared")).toBe(copied);
  });

  it("takes a call from a layer of the same graph", () => {
    const copied = makeCopy(callAgain(design, "main", "shared").design, "main", "shared_call_2");
    const back = useLayer(copied, "main", "shared_call_2", "shared");
    expect(back.operations).toBe(design.operations);
    expect(Object.keys(back.main.operations).sort()).toEqual(["add", "block", "i"]);
  });

  it("is not meant by an id that a graph has of its own", () => {
    const { shared } = design.operations ?? {};
    const own = frozen({
      ...design,
      main: {
        ...design.main,
        operations: { ...design.main.operations, shared: { ...shared, name: "own" } as Layer },
      },
    });
    expect([nameIn(own, "main"), nameIn(own, "block")]).toEqual(["own", "shared"]);
    const renamed = rename(own, "main", "shared", "mine");
    expect([nameIn(renamed, "main"), nameIn(renamed, "block")]).toEqual(["mine", "shared"]);
  });
});

describe("a layer that is an argument", () => {
  const design = sameCellTwice();

  it("is known by its id, and by nothing that only looks like one", () => {
    const { rnn } = design.main.operations;
    expect(rnn && [...referredIn(rnn)]).toEqual(["cell"]);
    expect(isReference({ operation: "cell", more: 1 })).toBe(false);
    expect(isReference({ operation: 1 })).toBe(false);
  });

  it("is set once for all its places, and stays with the one layer that has it", () => {
    const wider = setSharedConfig(design, "cell", "units", 9);
    expect(wider.operations?.cell).toMatchObject({ config: { units: 9 } });
    expect(setSharedConfig(design, "none", "units", 9)).toBe(design);
    const renamed = rename(design, "main", "rnn", "reader");
    expect(renamed.operations).toBe(design.operations);
  });

  it("goes with the last layer that has it", () => {
    expect(removeNodes(design, "main", ["rnn"]).operations).toBeUndefined();
    const plain = { class_name: "keras.layers.LSTMCell", config: { units: 1 } };
    const replaced = setConfig(design, "main", "rnn", "cell", plain);
    expect(replaced.operations).toBeUndefined();
    expect(canonical(replaced)).not.toContain('"operations": {\n    "cell"');
  });
});
