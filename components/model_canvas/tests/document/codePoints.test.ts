import { expect, it } from "vitest";
import { byCodePoint } from "../../src/document/codePoints";

it("texts stand in Python's order, which is not that of UTF-16", () => {
  const sorted = ["", "10", "9", "A", "a", "ab", "～", "😀"];
  expect([...sorted].reverse().sort(byCodePoint)).toEqual(sorted);
  expect([...sorted].sort()).not.toEqual(sorted);
});
