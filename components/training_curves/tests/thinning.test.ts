import { expect, it } from "vitest";
import { smoothed } from "../src/smoothing";
import { thinned } from "../src/thinning";

const MANY = 10_000;
const x = Float64Array.from({ length: MANY }, (_, index) => index);
const y = Float64Array.from({ length: MANY }, (_, index) => (index === 5123 ? 99 : index % 7));

it("keeps few points, the ends and every peak", () => {
  const thin = thinned({ x, y }, 0, MANY - 1, 200);
  expect(thin.x.length).toBeLessThanOrEqual(808);
  expect(thin.x[0]).toBe(0);
  expect(thin.x[thin.x.length - 1]).toBe(MANY - 1);
  expect(Math.max(...thin.y)).toBe(99);
  expect([...thin.x]).toEqual([...thin.x].sort((one, other) => one - other));
});

it("keeps all of what few points are shown, and one at either side", () => {
  const thin = thinned({ x, y }, 100, 150, 200);
  expect([thin.x[0], thin.x[thin.x.length - 1]]).toEqual([99, 150]);
});

it("smooths without a beginning at nothing", () => {
  expect([...smoothed(Float64Array.of(4, 4, 4), 0.9)].map((value) => value.toFixed(6))).toEqual([
    "4.000000",
    "4.000000",
    "4.000000",
  ]);
  expect(smoothed(y, 0)).toBe(y);
  const calm = smoothed(Float64Array.of(0, 10), 0.5);
  expect(calm[1]).toBeCloseTo(20 / 3);
});
