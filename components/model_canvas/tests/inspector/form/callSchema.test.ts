import { expect, it } from "vitest";
import { callSchema } from "../../../src/inspector/form/callSchema";
import { entry } from "../../fixtures/catalogue";

it("a layer's switches are True, False or not passed, and nothing is a default", () => {
  const layer = entry("BatchNormalization");
  const schema = callSchema(layer);
  expect(schema.properties?.training).toMatchObject({ enum: [true, false] });
  for (const property of Object.values(schema.properties ?? {})) {
    expect(property).not.toHaveProperty("default");
  }
  expect(callSchema(layer)).toBe(schema);
});

it("a function's arguments keep their defaults", () => {
  const op = entry("ops.norm");
  expect(callSchema(op)).toBe(op.call_schema);
});
