import { expect, it } from "vitest";
import type { Layer } from "../../../shared/document";
import { commonArguments } from "../../src/inspector/commonArguments";
import { entry } from "../fixtures/catalogue";

function layer(name: string, config: Layer["config"]) {
  const found = entry(name);
  const operation: Layer = {
    kind: "layer",
    class_name: found.path,
    name: name.toLowerCase(),
    config,
    dtype: null,
    trainable: true,
  };
  return { operation, entry: found };
}

it("layers of one class have all arguments in common, and different values are named", () => {
  const { schema, values, mixed } = commonArguments([
    layer("Dense", { units: 64, activation: "relu" }),
    layer("Dense", { units: 128, activation: "relu" }),
  ]);
  expect(Object.keys(schema.properties ?? {})).toContain("kernel_initializer");
  expect(values).toEqual({ activation: "relu" });
  expect([...mixed]).toEqual([["units", [64, 128]]]);
  expect(schema.required).toEqual([]);
});

it("layers of several classes have those of one meaning", () => {
  const { schema, values } = commonArguments([
    layer("Dense", { units: 64, activation: "relu" }),
    layer("Conv2D", { filters: 64, kernel_size: 3, activation: "relu" }),
  ]);
  expect(values).toEqual({ activation: "relu" });
  expect(Object.keys(schema.properties ?? {})).not.toContain("units");
});
