import { describe, expect, it } from "vitest";
import type { Design } from "../../../shared/document";
import { replaceClass } from "../../src/document/replaceClass";
import { CATALOGUE, entry } from "../fixtures/catalogue";
import { drawn, frozen, t } from "../fixtures/designs";

const find = (path: string) => CATALOGUE.find(path);
const replace = (design: Design, node: string, name: string) =>
  replaceClass(design, "main", node, entry(name), find, CATALOGUE.definitions);

const DESIGN = frozen(
  drawn({
    x: ["keras.Input", { shape: [8, 8, 3] }, []],
    dense: ["Dense", { units: 7, activation: "relu", kernel_constraint: null }, [t("x")]],
    head: ["LSTM", { units: 9, return_sequences: true }, [t("dense")]],
    add: ["Add", {}, [[t("x"), t("dense")]]],
  }),
);

describe("another class", () => {
  it("has the wires, what both classes take, and a name of its own", () => {
    const { design, wires, arguments: lost } = replace(DESIGN, "dense", "Conv2D");
    expect(design.main.operations.dense).toMatchObject({
      class_name: "keras.layers.Conv2D",
      name: "conv2d",
      config: { filters: 7, kernel_size: 3, activation: "relu" },
    });
    expect(design.main.nodes.dense?.args).toEqual([t("x")]);
    expect(design.main.nodes.head?.args).toEqual([t("dense")]);
    expect([wires, lost]).toEqual([0, []]);
  });

  it("keeps a name that its user gave, and what it shares with others of its kind", () => {
    const { design, arguments: lost } = replace(DESIGN, "head", "GRU");
    expect(design.main.operations.head).toMatchObject({
      name: "head",
      config: { units: 9, return_sequences: true },
    });
    expect(lost).toEqual([]);
  });

  it("says what has no place in it", () => {
    const { design, wires } = replace(DESIGN, "add", "Dense");
    expect(design.main.nodes.add?.args).toEqual([t("x")]);
    expect(wires).toBe(1);
    expect(replace(DESIGN, "head", "Dense").arguments).toEqual(["return_sequences"]);
  });

  it("takes one tensor into a list, and changes nothing where it is the same", () => {
    const { design } = replace(DESIGN, "dense", "Concatenate");
    expect(design.main.nodes.dense?.args).toEqual([[t("x")]]);
    expect(replace(DESIGN, "dense", "Dense").design).toBe(DESIGN);
  });
});
