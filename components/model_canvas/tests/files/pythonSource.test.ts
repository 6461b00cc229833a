import { describe, expect, it } from "vitest";
import { looksLikeSource, notebookSource } from "../../src/files/pythonSource";

describe("Python source", () => {
  it("is told from designs, prose and other text", () => {
    expect(looksLikeSource("model = keras.Sequential([layers.Dense(1)])")).toBe(true);
    expect(looksLikeSource("from tensorflow.keras import Model\nx = 1")).toBe(true);
    expect(looksLikeSource('{"class_name": "keras.layers.Dense", "x": (1)}')).toBe(false);
    expect(looksLikeSource("layers of paint")).toBe(false);
    expect(looksLikeSource("x = 1")).toBe(false);
  });

  it("is taken out of the code cells of a notebook", () => {
    const notebook = {
      nbformat: 4,
      cells: [
        { cell_type: "markdown", source: ["# keras"] },
        { cell_type: "code", source: ["import keras\n", "x = 1"] },
        { cell_type: "code", source: ["%%writefile data.csv\n", "1,2,3"] },
        { cell_type: "code", source: "%%time\ny = 2" },
      ],
    };
    expect(notebookSource(JSON.stringify(notebook))).toBe("import keras\nx = 1\n\n%%time\ny = 2");
    expect(notebookSource('{"nbformat": 4}')).toBeNull();
    expect(notebookSource('{"nbformat": ')).toBeNull();
    expect(notebookSource("import keras")).toBeNull();
  });
});
