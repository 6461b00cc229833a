import { describe, expect, it } from "vitest";
import {
  configText,
  countText,
  literalsText,
  shapeText,
  tensorText,
} from "../../src/view/displayText";
import { CATALOGUE, entry } from "../fixtures/catalogue";

describe("shapes", () => {
  it("are written as Keras prints them", () => {
    expect(shapeText([null, 28, 28, 1])).toBe("(None, 28, 28, 1)");
    expect(shapeText([3])).toBe("(3,)");
    expect(shapeText([])).toBe("()");
  });

  it("name only an unusual dtype", () => {
    expect(tensorText({ shape: [null], dtype: "float32" })).toBe("(None,)");
    expect(tensorText({ shape: [null, 2], dtype: "float16" })).toBe("(None, 2) float16");
  });
});

describe("counts", () => {
  it("are exact as long as there is room", () => {
    expect(countText(0)).toBe("0");
    expect(countText(218_058)).toBe("218,058");
    expect(countText(999_999_999)).toBe("999,999,999");
    expect(countText(175_196_701_777)).toBe("175.2 B");
    expect(countText(3_840_000_000_000)).toBe("3.84 T");
  });
});

describe("configurations", () => {
  const text = (name: string, config: Record<string, unknown>) =>
    configText(entry(name), config, CATALOGUE);

  it("show what matters, in the catalogue's order", () => {
    expect(text("Dense", { use_bias: false, activation: "relu", units: 256 })).toBe("256 · relu");
    expect(text("Conv2D", { filters: 32, kernel_size: [3, 3], padding: "same" })).toBe(
      "32 · 3×3 · same",
    );
  });

  it("name arguments that are not written by position", () => {
    expect(text("MultiHeadAttention", { num_heads: 4, key_dim: 16 })).toBe(
      "num_heads=4 · key_dim=16",
    );
    expect(text("LSTM", { units: 8, return_sequences: true })).toBe("8 · return_sequences");
  });

  it("show objects by their class and what matters of them", () => {
    const layer = { class_name: "keras.layers.LSTM", config: { units: 64 } };
    expect(text("Bidirectional", { layer })).toBe("LSTM 64");
  });

  it("show everything of a layer that the catalogue does not have", () => {
    expect(configText(undefined, { a: 1, b: [1, null], c: null }, CATALOGUE)).toBe(
      "a=1 · b=(1, None)",
    );
  });
});

describe("literals of a call", () => {
  it("are written as Python would", () => {
    const args = [{ tensor: ["x", 0] as [string, number] }, 2, { tuple: [1, null] }];
    const kwargs = { axis: -1, training: false, name: "a", y: [{ missing: true as const }] };
    expect(literalsText({ operation: "o", args, kwargs })).toBe(
      '2 · (1, None) · axis=-1 · training=False · name="a"',
    );
  });

  it("write slices and what JSON cannot say", () => {
    const slice: [null, number, null] = [null, 3, null];
    const args = [{ tuple: [{ ellipsis: true as const }, { slice }] }, { float: "inf" as const }];
    expect(literalsText({ operation: "o", args, kwargs: {} })).toBe("(..., :3) · inf");
  });
});
