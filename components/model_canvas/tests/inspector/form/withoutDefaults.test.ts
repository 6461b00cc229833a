import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../../../../shared/catalogue";
import { tidied } from "../../../src/inspector/form/withoutDefaults";
import { CATALOGUE, entry } from "../../fixtures/catalogue";

function argument(owner: string, name: string): JsonSchema {
  const { schema, call_schema } = entry(owner);
  const found = schema.properties?.[name] ?? call_schema.properties?.[name];
  if (found === undefined) throw new Error(`${owner} has no ${name}`);
  return found;
}

describe("values from the form", () => {
  it("lose what is unset or default in nested objects", () => {
    const layer = { class_name: "keras.layers.LSTM", config: { units: 8, activation: "tanh" } };
    expect(tidied(argument("Bidirectional", "layer"), layer, CATALOGUE)).toEqual({
      class_name: "keras.layers.LSTM",
      config: { units: 8 },
    });
    const he = { class_name: "keras.initializers.HeNormal", config: { seed: undefined } };
    expect(tidied(argument("Dense", "kernel_initializer"), he, CATALOGUE)).toEqual({
      class_name: "keras.initializers.HeNormal",
      config: {},
    });
    expect(tidied(argument("Dense", "units"), 3, CATALOGUE)).toBe(3);
  });
});
