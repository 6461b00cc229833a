import { expect, it } from "vitest";
import { freshToken } from "../freshToken";

it("no token is made twice", () => {
  expect(new Set(Array.from({ length: 1000 }, freshToken)).size).toBe(1000);
});
