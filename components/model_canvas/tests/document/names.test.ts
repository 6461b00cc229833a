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

  it("of the design and of its model are two", () => {
    const design = renameDesign(gallery("mlp"), "First model");
    expect(design.name).toBe("First model");
    expect(design.main.name).toBe("mlp");
    expect(renameModel(design, "main", "net").main.name).toBe("net");
    expect(renameModel(design, "main", " ")).toBe(design);
    expect(renameDesign(design, "")).toBe(design);
  });
});
