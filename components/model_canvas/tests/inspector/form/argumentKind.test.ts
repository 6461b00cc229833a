import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../../../../shared/catalogue";
import { kindOf } from "../../../src/inspector/form/argumentKind";
import { CATALOGUE, entry } from "../../fixtures/catalogue";

const { definitions } = CATALOGUE;

function argument(owner: string, name: string): JsonSchema {
  const { schema, call_schema } = entry(owner);
  const found = schema.properties?.[name] ?? call_schema.properties?.[name];
  if (found === undefined) throw new Error(`${owner} has no ${name}`);
  return found;
}

describe("the kind of an argument", () => {
  it.each([
    ["Dense", "use_bias", "boolean"],
    ["Dense", "units", "literal"],
    ["Dense", "activation", "choice"],
    ["Dense", "kernel_initializer", "choice"],
    ["Conv2D", "padding", "select"],
    ["Conv2D", "kernel_size", "literal"],
    ["BatchNormalization", "renorm_clipping", "object"],
    ["BatchNormalization", "training", "select"],
    ["Bidirectional", "layer", "layer"],
    ["RNN", "cell", "layers"],
    ["StackedRNNCells", "cells", "layers"],
    ["Hashing", "mask_value", "literal"],
    ["ops.einsum", "subscripts", "text"],
    ["ops.get_item", "key", "index"],
    ["ops.norm", "ord", "literal"],
  ])("%s.%s is %s", (owner, name, kind) => {
    expect(kindOf(argument(owner, name), definitions).kind).toBe(kind);
  });

  it("tells lists from lists or numbers, and words from numbers", () => {
    expect(kindOf(argument("Input", "shape"), definitions)).toMatchObject({ list: true });
    expect(kindOf(argument("Conv2D", "kernel_size"), definitions)).toMatchObject({ list: false });
    expect(kindOf(argument("Hashing", "mask_value"), definitions)).toMatchObject({ strings: true });
  });

  it("offers names once, None among them, and objects by class", () => {
    const kind = kindOf(argument("Dense", "kernel_regularizer"), definitions);
    if (kind.kind !== "choice") throw new Error("no choice");
    expect(kind.values).toContain(null);
    expect(kind.values).toContain("l2");
    expect(new Set(kind.values).size).toBe(kind.values.length);
    expect(kind.objects.map(({ path }) => path)).toContain("keras.regularizers.L1L2");
  });
});
