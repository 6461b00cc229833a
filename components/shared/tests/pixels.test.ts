import { expect, it } from "vitest";
import { bytesOf, coloured, numberAt, short } from "../pixels";
import type { Pixels } from "../types.gen";

function pixels(low: number, high: number, ...bytes: number[]): Pixels {
  const data = btoa(String.fromCharCode(...bytes));
  return { width: bytes.length, height: 1, tiles: 1, channels: 1, low, high, data };
}

it("reads numbers back from their pixels", () => {
  const picture = pixels(-1, 3, 0, 1, 128, 255);
  const found = [...bytesOf(picture)].map((byte) => numberAt(picture, byte));
  expect(found).toEqual([null, -1, 1, 3]);
});

it("shows the sign by colour, the size by opacity, and zero not at all", () => {
  const picture = pixels(-2, 2, 1, 128, 255, 0);
  const found = coloured(picture, bytesOf(picture), 0);
  const one = (place: number) => [...found.slice(4 * place, 4 * place + 4)];
  expect(one(0)).toEqual([0, 114, 178, 255]);
  expect(one(1)[3]).toBe(0);
  expect(one(2)).toEqual([213, 94, 0, 255]);
  expect(one(3)).toEqual([204, 121, 167, 255]);
});

it("shows a picture of zeros as nothing", () => {
  const picture = pixels(0, 0, 1, 1);
  expect([...coloured(picture, bytesOf(picture), 0)].filter((_, at) => at % 4 === 3)).toEqual([
    0, 0,
  ]);
});

it("writes numbers in few places", () => {
  const said = [0, 1, -0.4123, 12.34, 123.4, 123456, 0.00001, null, "nan"].map(short);
  expect(said).toEqual(["0", "1", "-0.412", "12.3", "123", "1.2e5", "1.0e-5", "–", "nan"]);
});
