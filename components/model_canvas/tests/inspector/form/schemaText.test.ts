import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../../../../shared/catalogue";
import { describeSchema } from "../../../src/inspector/form/schemaText";
import { CATALOGUE, entry } from "../../fixtures/catalogue";

const { definitions } = CATALOGUE;

function argument(owner: string, name: string): JsonSchema {
  const { schema, call_schema } = entry(owner);
  const found = schema.properties?.[name] ?? call_schema.properties?.[name];
  if (found === undefined) throw new Error(`${owner} has no ${name}`);
  return found;
}

describe("what an argument may be, in words", () => {
  it.each([
    ["Dense", "units", "a positive integer"],
    ["Dropout", "rate", "a number between 0 and 1"],
    ["Conv2D", "padding", '"valid" or "same"'],
    ["Conv2D", "kernel_size", "a positive integer or a list of 2 positive integers"],
    ["Input", "shape", "a list of integers or Nones"],
    ["Dense", "activation", "one of the names in the list or a layer"],
    ["Bidirectional", "layer", "a layer"],
    ["Concatenate", "axis", "an integer"],
  ])("%s.%s is %s", (owner, name, words) => {
    expect(describeSchema(argument(owner, name), definitions)).toBe(words);
  });
});
