// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { bus, type Findings } from "../../shared/bus";
import type { Diagnostic } from "../../shared/document";
import { ProblemList } from "../src/ProblemList";

afterEach(cleanup);

function problem(message: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const base = {
    code: "shape-mismatch",
    severity: "error",
    graph: "main",
    nodes: ["a"],
    fix: null,
  };
  return { ...base, message, ...more } as Diagnostic;
}

function show(diagnostics: Diagnostic[], more: Partial<Findings> = {}) {
  bus().emit("analysis", { rev: 1, diagnostics, remarks: [], stale: false, ...more });
  return render(<ProblemList checked={["names", "shapes"]} />);
}

it("says nothing before anything was found out, and then follows the canvas", () => {
  show([], { rev: 0, stale: true });
  expect(screen.getByText(/as soon as Keras has started/)).toBeTruthy();
  const remarks = [problem("Left out", { severity: "warning" })];
  act(() => bus().emit("analysis", { rev: 1, diagnostics: [], remarks, stale: false }));
  expect(screen.getByRole("heading", { name: "1 warning" })).toBeTruthy();
});

it("a click on a finding shows its nodes, and one on its fix asks for it", async () => {
  const fix = { title: "Replace `a` by a Dense", patch: [] };
  const heard: unknown[] = [];
  const leave = [
    bus().on("focus", (place) => heard.push(place)),
    bus().on("fix", (one) => heard.push(one)),
  ];
  show([problem("`a` does not fit", { fix })]);
  expect(screen.getByRole("heading", { name: "1 error" })).toBeTruthy();
  await userEvent.click(screen.getByTitle("Show it on the canvas"));
  await userEvent.click(screen.getByRole("button", { name: "Replace a by a Dense" }));
  expect(heard).toEqual([{ graph: "main", nodes: ["a"] }, fix]);
  for (const off of leave) off();
});

it("a finding about the whole model leads nowhere", () => {
  show([problem("No input", { nodes: [] })], { stale: true });
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByLabelText("Problems").getAttribute("aria-busy")).toBe("true");
});

it("without problems it says what was checked", () => {
  show([]);
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "names",
    "shapes",
  ]);
});
