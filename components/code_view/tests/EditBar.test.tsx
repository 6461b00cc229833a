// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { EditBar } from "../src/EditBar";
import type { Draft, Reading } from "../src/useDraft";

afterEach(cleanup);

const READING: Reading = {
  id: 1,
  patch: [{ op: "replace", path: "/name", value: "m" }],
  analysis: null,
  added: 0,
  removed: 0,
  changed: 0,
  renamed: 0,
  notes: [],
};

function bar(reading: Partial<Reading> | null, draft: Partial<Draft> = {}, onLine = () => {}) {
  const whole: Draft = {
    text: "x",
    resumed: null,
    behind: false,
    applied: false,
    reading: reading && { ...READING, ...reading },
    type: () => {},
    apply: () => {},
    discard: () => {},
    ...draft,
  };
  render(<EditBar draft={whole} onLine={onLine} />);
  return screen.getByRole("status").textContent;
}

it.each([
  [null, "Reading…"],
  [{ patch: null }, "This cannot be drawn yet."],
  [{ patch: [] }, "The same model as on the canvas."],
  [{}, "Only what concerns the whole model changes."],
  [{ added: 2, removed: 1 }, "2 added, 1 removed: see the canvas."],
  [{ changed: 1, renamed: 3 }, "1 changed, 3 renamed: see the canvas."],
])("says of %j: %s", (reading, sentence) => {
  expect(bar(reading)).toBe(sentence);
});

it("goes back to the source as it is written where nothing would change", () => {
  bar({ patch: [] });
  expect(screen.queryByRole("button", { name: "Apply" })).toBeNull();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Done" }).disabled).toBe(false);
});

it("says where only comments change", () => {
  const patch = [{ op: "add" as const, path: "/comments/main", value: {} }];
  expect(bar({ patch })).toBe("Only comments change.");
});

it("a finding leads to its line", async () => {
  const onLine = vi.fn();
  bar({ notes: [{ line: 3, severity: "error", message: "no `)`" }] }, {}, onLine);
  await userEvent.click(screen.getByRole("button", { name: "Line 3" }));
  expect(onLine).toHaveBeenCalledWith(3);
});
