import { describe, expect, it } from "vitest";
import { fileName } from "../../src/actions/designFile";

describe("a design's file name", () => {
  it.each([
    ["my first model", "my_first_model.json"],
    ["../../etc/passwd", "etc_passwd.json"],
    ['"); import os #', "import_os.json"],
    ["модель 1", "модель_1.json"],
    ["   ", "design.json"],
    ["x".repeat(10_000), `${"x".repeat(80)}.json`],
  ])("%s", (name, file) => {
    expect(fileName(name)).toBe(file);
  });
});
