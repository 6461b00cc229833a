import { expect, it } from "vitest";
import { dropDraft, keepDraft, withDrafts } from "../../../src/inspector/form/formDrafts";

it("what is not valid stands in the value's place until it is dropped", () => {
  const values = { units: 3, activation: "relu" };
  keepDraft("a", "units", "12a", values);
  expect(withDrafts("a", values)).toEqual({ units: "12a", activation: "relu" });
  expect(withDrafts("b", values)).toEqual(values);
  dropDraft("a", "units");
  expect(withDrafts("a", values)).toEqual(values);
});

it("it is out of date once the design's value is another one", () => {
  keepDraft("c", "units", "x", { units: 3 });
  expect(withDrafts("c", { units: 4 })).toEqual({ units: 4 });
  expect(withDrafts("c", { units: 3 })).toEqual({ units: "x" });
});
