import { expect, it } from "vitest";
import { readCatalogue } from "../catalogue";
import type { CatalogueJson } from "../types.gen";

const ENTRY = {
  path: "keras.layers.Conv2D",
  aliases: ["keras.layers.Convolution2D"],
  ports: [{ name: "inputs", position: 0 }],
};

const read = () =>
  readCatalogue({
    keras_version: "3",
    definitions: {},
    entries: { [ENTRY.path]: ENTRY },
  } as unknown as CatalogueJson);

it("an entry is found by its path and by its other names", () => {
  const catalogue = read();
  const entry = catalogue.entries[ENTRY.path];
  expect(catalogue.find("keras.layers.Conv2D")).toBe(entry);
  expect(catalogue.find("keras.layers.Convolution2D")).toBe(entry);
  expect(catalogue.find("constructor")).toBeUndefined();
});

it("what the wire leaves out of a port is filled in", () => {
  expect(read().find(ENTRY.path)?.ports).toEqual([
    {
      name: "inputs",
      position: 0,
      required: true,
      many: false,
      minimum: 1,
      maximum: null,
      labels: [],
      spread: false,
      literal: false,
      advanced: false,
      help: "",
    },
  ]);
});
