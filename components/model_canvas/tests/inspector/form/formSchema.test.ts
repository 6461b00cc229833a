import { describe, expect, it } from "vitest";
import { firstArguments } from "../../../src/inspector/form/formSchema";
import { entry } from "../../fixtures/catalogue";

describe("the arguments shown at once", () => {
  it("are the required, the telling and those that are set", () => {
    const { schema, highlights } = entry("Dense");
    expect(firstArguments(schema, highlights, { use_bias: false })).toEqual([
      "units",
      "activation",
      "use_bias",
    ]);
  });
});
