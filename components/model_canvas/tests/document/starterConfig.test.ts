import { expect, it } from "vitest";
import { starterConfig } from "../../src/document/starterConfig";
import { configProblems } from "../../src/inspector/form/configProblems";
import { CATALOGUE, entry } from "../fixtures/catalogue";

it("gives every layer what it needs and nothing that has a default", () => {
  for (const each of Object.values(CATALOGUE.entries)) {
    if (each.kind === "op" || each.kind === "cell") continue;
    const config = starterConfig(each);
    expect(configProblems(each.schema, config, CATALOGUE), each.path).toEqual([]);
    if (each.category === "application" || each.kind === "input") continue;
    expect(Object.keys(config).sort()).toEqual([...(each.schema.required ?? [])].sort());
  }
});

it("begins an input with a shape, and an application as the base of another model", () => {
  expect(starterConfig(entry("Input"))).toEqual({ shape: [784] });
  expect(starterConfig(entry("MobileNetV2"))).toEqual({ include_top: false, weights: "imagenet" });
});
