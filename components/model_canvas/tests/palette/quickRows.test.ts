import { describe, expect, it } from "vitest";
import { quickRows } from "../../src/palette/quickRows";
import { CATALOGUE } from "../fixtures/catalogue";

const entries = Object.values(CATALOGUE.entries);
const labels = (text: string, shape: (number | null)[] | null, dtype = "float32") =>
  quickRows({
    entries,
    definitions: { models: {} },
    graphId: "main",
    text,
    tensor: shape && { shape, dtype },
    accepts: () => true,
  });

describe("a search over the canvas", () => {
  it("begins with what fits the tensor, most used first", () => {
    const images = labels("", [null, 8, 8, 3]).map(({ row }) => row.label);
    expect(images.slice(0, 3)).toEqual(["Dense", "Conv2D", "Dropout"]);
    expect(images).not.toContain("LSTM");
    const sequences = labels("", [null, 8, 3]).map(({ row }) => row.label);
    expect(sequences).toContain("LSTM");
    expect(sequences).not.toContain("Conv2D");
    expect(labels("", [null, 8], "int32")[0]?.row.label).toBe("Embedding");
    expect(labels("", null)[0]?.row.label).toBe("Input");
  });

  it("finds what is typed also where it does not fit, and says so", () => {
    const [first] = labels("conv2d", [null, 8]);
    expect(first).toMatchObject({ row: { label: "Conv2D" }, fits: false });
    expect(labels("d", [null, 8])[0]?.row.label).toBe("Dense");
  });
});
