import { describe, expect, it } from "vitest";
import { keyInputs, moveModelInput, renameInputKey } from "../../src/document/inputs";
import { addNode } from "../../src/document/nodes";
import { gallery } from "../fixtures/designs";
import { INPUT } from "../fixtures/entries";

const heads = gallery("two_headed_mlp");

describe("inputs", () => {
  it("are ordered and keyed, and a new one gets a key of its own", () => {
    const swapped = moveModelInput(heads, "main", 0, 1);
    expect(swapped.main.inputs).toEqual(["metadata", "pixels"]);
    const keyed = keyInputs(swapped, "main", true);
    expect(keyed.main.inputs).toEqual({ dict: { metadata: "metadata", pixels: "pixels" } });
    const renamed = renameInputKey(keyed, "main", "metadata", "facts");
    const more = addNode(renamed, "main", INPUT, [0, 0]).design;
    expect(more.main.inputs).toEqual({
      dict: { facts: "metadata", pixels: "pixels", input_layer: "input_layer" },
    });
    expect(keyInputs(more, "main", false).main.inputs).toEqual([
      "metadata",
      "pixels",
      "input_layer",
    ]);
  });
});
