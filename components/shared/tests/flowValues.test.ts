import { expect, it } from "vitest";
import { callsOf, stepsOf } from "../flowValues";
import type { CallValues, FlowValues } from "../types.gen";

function call(graph: string, node: string, ...path: string[]): CallValues {
  return { graph, node, path, name: node, layer: "", instance: 0, outputs: [] };
}

const VALUES: FlowValues = {
  calls: [
    call("main", "x"),
    call("main", "a"),
    call("inner", "d", "a"),
    call("inner", "d", "a"),
    call("main", "b"),
    call("inner", "d", "b"),
    call("inner", "d", "b"),
  ],
  entries: [],
  batch: 1,
  training: false,
  trained: false,
  step: null,
  own: null,
};

it("shows the first use of a block, and of a call that repeats the last time", () => {
  expect(callsOf(VALUES, "inner", null).get("d")?.number).toBe(3);
  expect([...callsOf(VALUES, "main", null).keys()]).toEqual(["x", "a", "b"]);
});

it("shows the use, and the time, that is looked at", () => {
  const at = (number: number) => ({ graph: "inner", node: "d", number });
  expect(callsOf(VALUES, "inner", at(2)).get("d")?.number).toBe(2);
  expect(callsOf(VALUES, "inner", at(6)).get("d")?.number).toBe(6);
  expect(stepsOf(VALUES, "inner", at(5)).map(({ number }) => number)).toEqual([5, 6]);
  expect(stepsOf(VALUES, "main", at(5)).map(({ number }) => number)).toEqual([0, 1, 4]);
});
