// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { bus } from "../../shared/bus";
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

it("a click on a finding shows its nodes, and one on its fix asks for it", async () => {
  const fix = { title: "Add a Dense", patch: [] };
  const heard: unknown[] = [];
  const leave = [
    bus().on("focus", (place) => heard.push(place)),
    bus().on("fix", (one) => heard.push(one)),
  ];
  render(
    <ProblemList diagnostics={[problem("`a` does not fit", { fix })]} checked={[]} stale={false} />,
  );
  expect(screen.getByRole("heading", { name: "1 error" })).toBeTruthy();
  await userEvent.click(screen.getByTitle("Show it on the canvas"));
  await userEvent.click(screen.getByRole("button", { name: "Add a Dense" }));
  expect(heard).toEqual([{ graph: "main", nodes: ["a"] }, fix]);
  for (const off of leave) off();
});

it("a finding about the whole model leads nowhere", () => {
  render(<ProblemList diagnostics={[problem("No input", { nodes: [] })]} checked={[]} stale />);
  expect(screen.queryByRole("button")).toBeNull();
  expect(screen.getByLabelText("Problems").getAttribute("aria-busy")).toBe("true");
});

it("without problems it says what was checked", () => {
  render(<ProblemList diagnostics={[]} checked={["names", "shapes"]} stale={false} />);
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "names",
    "shapes",
  ]);
});
