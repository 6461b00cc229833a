import { describe, expect, it } from "vitest";
import { nameProblem } from "../../src/document/names";
import { rename, renameDesign, renameModel } from "../../src/document/settings";
import { gallery } from "../fixtures/designs";
import { DENSE, designOf } from "../fixtures/entries";

describe("names", () => {
  it("are refused where Keras refuses them", () => {
    const design = designOf(DENSE, DENSE);
    expect(nameProblem(design, "main", "dense", "")).toMatch(/needs a name/);
    expect(nameProblem(design, "main", "dense", "a/b")).toMatch(/no "\/"/);
    expect(nameProblem(design, "main", "dense", "dense_1")).toMatch(/already called "dense_1"/);
    expect(nameProblem(design, "main", "dense", "dense")).toBeNull();
    expect(rename(design, "main", "dense", "dense_1")).toBe(design);
    expect(rename(design, "main", "dense", "head").main.operations.dense).toMatchObject({
      name: "head",
    });
  });

  it("of the design and of its model are one, until the model is given its own", () => {
    const design = renameDesign(gallery("mlp"), "First model");
    expect([design.name, design.main.name]).toEqual(["First model", "First_model"]);
    const again = renameDesign(design, "second");
    expect([again.name, again.main.name]).toEqual(["second", "second"]);
    const own = renameModel(design, "main", "net");
    expect([own.name, own.main.name]).toEqual(["First model", "net"]);
    const title = renameDesign(own, "Third model");
    expect([title.name, title.main.name]).toEqual(["Third model", "net"]);
    expect(renameModel(design, "main", " ")).toBe(design);
    expect(renameDesign(design, "")).toBe(design);
  });
});
