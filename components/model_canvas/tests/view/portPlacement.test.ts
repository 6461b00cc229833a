import { describe, expect, it } from "vitest";
import { MAIN } from "../../../shared/document";
import { likelyPort } from "../../src/actions/connecting";
import { type NodeView, nodeView } from "../../src/view/nodeView";
import { nodeViews } from "../../src/view/nodeViews";
import { pointerOf } from "../../src/view/portPlacement";
import { CATALOGUE } from "../fixtures/catalogue";
import { drawn, t } from "../fixtures/designs";

function ports(className: string, args: Parameters<typeof drawn>[0][string][2]): NodeView {
  const design = drawn({ x: ["keras.Input", { shape: [4] }, []], node: [className, {}, args] });
  const all = nodeViews({ design, graphId: MAIN, catalogue: CATALOGUE, analysis: null });
  return all.find(({ id }) => id === "node") as NodeView;
}

const MISSING = { missing: true as const };

describe("input ports", () => {
  it("of a plain layer: one, in the middle of the top", () => {
    const { inputs, width, labelled } = ports("Dense", [t("x")]);
    expect(inputs).toMatchObject([
      { id: "/args/0", side: "top", x: width / 2, y: 0, filled: true, hidden: false },
    ]);
    expect(labelled).toBe(false);
  });

  it("of a function with a number: the tensor's in the middle, the number's out of the way", () => {
    const design = drawn({ x: ["keras.Input", { shape: [4] }, []] });
    const node = { operation: "f", args: [t("x"), 3], kwargs: {} };
    design.main.operations.f = { kind: "op", function: "keras.ops.add" };
    design.main.nodes.f = node;
    const views = nodeViews({ design, graphId: MAIN, catalogue: CATALOGUE, analysis: null });
    const view = views.find(({ id }) => id === "f");
    expect(view?.inputs).toMatchObject([
      { id: "/args/0", x: (view?.width ?? 0) / 2, hidden: false },
      { id: "/args/1", hidden: true, required: false },
    ]);
    expect(view).toMatchObject({ title: "x + 3", labelled: false });
  });

  it("of an empty merge: two places, both for the same list", () => {
    const { inputs } = ports("Add", [[]]);
    expect(inputs.map(({ id }) => id)).toEqual(["/args/0/-", "/args/0/-#2"]);
    expect(inputs.map(({ id }) => pointerOf(id))).toEqual(["/args/0/-", "/args/0/-"]);
  });

  it("of a merge: one per tensor, and a hidden one that makes the list longer", () => {
    const one = ports("Add", [[t("x")]]);
    expect(one.inputs.map(({ id, hidden }) => [id, hidden])).toEqual([
      ["/args/0/0", false],
      ["/args/0/-", false],
    ]);
    const two = ports("Add", [[t("x"), t("x")]]);
    expect(two.inputs.map(({ id, hidden }) => [id, hidden])).toEqual([
      ["/args/0/0", false],
      ["/args/0/1", false],
      ["/args/0/-", true],
    ]);
  });

  it("stay apart, however many there are", () => {
    const { inputs, width } = ports("Concatenate", [Array.from({ length: 40 }, () => t("x"))]);
    const xs = inputs.map(({ x }) => x).sort((a, b) => a - b);
    const gaps = xs.slice(1).map((x, i) => x - (xs[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...xs)).toBeLessThan(width);
  });

  it("of an attention: named along the top, optional ones on the right", () => {
    const { inputs, labelled, height } = ports("MultiHeadAttention", [t("x"), MISSING]);
    expect(labelled).toBe(true);
    const [query, value, key, ...masks] = inputs;
    expect(query).toMatchObject({ label: "query", side: "top", filled: true });
    expect(value).toMatchObject({ label: "value", side: "top", filled: false, hidden: false });
    expect(key).toMatchObject({ label: "key", side: "right", hidden: true, advanced: false });
    expect(masks.every(({ advanced, side }) => advanced && side === "right")).toBe(true);
    expect(inputs.every(({ y }) => y >= 0 && y <= height)).toBe(true);
  });
});

describe("the likely port", () => {
  it("is a free one that must be filled, then one that makes a list longer, then the first", () => {
    expect(likelyPort(ports("MultiHeadAttention", [t("x"), MISSING]))?.label).toBe("value");
    expect(likelyPort(ports("Add", [[t("x"), t("x")]]))?.id).toBe("/args/0/-");
    expect(likelyPort(ports("Dense", [t("x")]))?.id).toBe("/args/0");
  });

  it("is none for an input", () => {
    const facts = {
      id: "x",
      operation: undefined,
      catalogue: null,
      definition: undefined,
      model: null,
      shares: [],
      referred: [],
      result: undefined,
      params: 0,
      used: 0,
      sharing: null,
      pills: [],
      problems: [],
      unused: false,
    };
    const view = nodeView({ operation: "x", args: [], kwargs: {} }, facts, []);
    expect(likelyPort(view)).toBeUndefined();
  });
});
