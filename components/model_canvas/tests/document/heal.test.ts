import { describe, expect, it } from "vitest";
import { isHealable, removeAndHeal } from "../../src/document/heal";
import { removeNodes } from "../../src/document/nodes";
import { drawn, frozen, t } from "../fixtures/designs";

const CHAIN = frozen(
  drawn({
    x: ["keras.Input", { shape: [4] }, []],
    a: ["Dense", { units: 4 }, [t("x")]],
    b: ["Dropout", { rate: 0.5 }, [t("a")]],
    add: ["Add", {}, [[t("a"), t("b")]]],
    c: ["Dense", { units: 1 }, [t("add")]],
  }),
);

const args = (design: typeof CHAIN, id: string) => design.main.nodes[id]?.args;

describe("deleting and joining", () => {
  it("hands on what a call took, at every place that its tensor went to", () => {
    expect(args(removeAndHeal(CHAIN, "main", ["a"]), "b")).toEqual([t("x")]);
    expect(args(removeAndHeal(CHAIN, "main", ["b"]), "add")).toEqual([[t("a"), t("a")]]);
    const both = removeAndHeal(CHAIN, "main", ["a", "b"]);
    expect(args(both, "add")).toEqual([[t("x"), t("x")]]);
    expect(Object.keys(both.main.operations)).toEqual(["x", "add", "c"]);
  });

  it("guesses nothing of a call that takes several", () => {
    expect(isHealable(CHAIN, "main", ["add"])).toBe(false);
    expect(removeAndHeal(CHAIN, "main", ["add"])).toEqual(removeNodes(CHAIN, "main", ["add"]));
  });

  it("is offered in mid-chain alone", () => {
    expect(isHealable(CHAIN, "main", ["b"])).toBe(true);
    expect(isHealable(CHAIN, "main", ["c"])).toBe(false);
    expect(isHealable(CHAIN, "main", ["x"])).toBe(false);
    expect(isHealable(CHAIN, "main", ["b", "add", "c"])).toBe(false);
  });

  it("keeps an output an output", () => {
    const main = { ...CHAIN.main, outputs: [t("b"), t("c")] };
    const healed = removeAndHeal({ ...CHAIN, main }, "main", ["c"]);
    expect(healed.main.outputs).toEqual([t("b"), t("add")]);
  });

  it("ends where calls go round in a circle", () => {
    const loop = drawn({
      a: ["Dense", {}, [t("b")]],
      b: ["Dense", {}, [t("a")]],
      c: ["Dense", {}, [t("b")]],
    });
    expect(args(removeAndHeal(loop, "main", ["a", "b"]), "c")).toEqual([{ missing: true }]);
  });
});
