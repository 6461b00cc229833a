// @vitest-environment jsdom
import { EditorView } from "@codemirror/view";
import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bus, type SourceView } from "../../shared/bus";
import type { Diagnostic } from "../../shared/document";
import { CodeView } from "../src/CodeView";

const STYLES = [
  { name: "functional", title: "Functional" },
  { name: "subclass", title: "Subclass" },
];

const VIEW: SourceView = {
  rev: 1,
  style: "functional",
  fold: true,
  filename: "mine.py",
  code: { text: "a = 1\n", lines: { a: [[1, 1]] }, block_lines: {} },
  reasons: [],
  problem: "",
};

const FOUND = { rev: 1, diagnostics: [], remarks: [], stale: false };

beforeEach(() => {
  sessionStorage.clear();
  // jsdom lays nothing out.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  bus().emit("source", null);
  bus().emit("analysis", FOUND);
});
afterEach(cleanup);

function show() {
  return render(<CodeView style="functional" styles={STYLES} fold />);
}

it("asks for its source while it is looked at, and shows what comes", async () => {
  const { unmount } = show();
  expect(bus().last("look")).toEqual({ style: "functional", fold: true, training: false });
  expect(screen.getByText(/as soon as Keras has started/)).toBeTruthy();
  act(() => bus().emit("source", VIEW));
  expect(document.querySelector(".cm-content")?.textContent).toContain("a = 1");
  const panel = screen.getByLabelText("Generated code");
  expect(panel.getAttribute("aria-busy")).toBe("false");
  await userEvent.click(screen.getByRole("radio", { name: "Subclass" }));
  expect(bus().last("look")).toEqual({ style: "subclass", fold: true, training: false });
  expect(panel.getAttribute("aria-busy")).toBe("true");
  act(() => bus().emit("source", { ...VIEW, style: "subclass" }));
  expect(panel.getAttribute("aria-busy")).toBe("false");
  act(() => bus().emit("analysis", { ...FOUND, rev: 2 }));
  expect(panel.getAttribute("aria-busy")).toBe("true");
  unmount();
  expect(bus().last("look")).toBeNull();
});

it("offers a script that trains where the design says how, and as a notebook", async () => {
  show();
  act(() => bus().emit("source", VIEW));
  expect(screen.queryByRole("checkbox", { name: "Training" })).toBeNull();
  act(() => bus().emit("source", { ...VIEW, hasTraining: true }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Training" }));
  expect(bus().last("look")).toEqual({ style: "functional", fold: true, training: true });
  expect(screen.getByLabelText("Generated code").getAttribute("aria-busy")).toBe("true");
  expect(screen.queryByRole("button", { name: "Download .ipynb" })).toBeNull();
  const cells = [{ id: "a", words: "", lines: [[1, 1]] as [[number, number]], indent: 0 }];
  act(() => bus().emit("source", { ...VIEW, hasTraining: true, training: true, cells }));
  expect(screen.getByLabelText("Generated code").getAttribute("aria-busy")).toBe("false");
  expect(screen.getByRole("button", { name: "Download .ipynb" })).toBeTruthy();
});

it("changes its text only where it is another one", () => {
  show();
  const text = "one\ntwo\nthree\n";
  act(() => bus().emit("source", { ...VIEW, code: { ...VIEW.code, text } as typeof VIEW.code }));
  const lines = () => [...document.querySelectorAll(".cm-line")];
  const [first] = lines();
  const next = "one\n2\n2.5\nthree\n";
  act(() => bus().emit("source", { ...VIEW, code: { ...VIEW.code, text: next } as never }));
  expect(lines().map((line) => line.textContent)).toEqual(["one", "2", "2.5", "three", ""]);
  expect(lines()[0]).toBe(first);
});

it("leaves its editor alone where nothing is marked and nothing to be said", () => {
  // An editor binds its own when it is made.
  const told = vi.spyOn(EditorView.prototype, "dispatch");
  show();
  act(() => bus().emit("source", VIEW));
  told.mockClear();
  act(() => bus().emit("selection", { graph: "main", nodes: ["not in the code"] }));
  act(() => bus().emit("analysis", { ...FOUND, rev: 2, diagnostics: [] }));
  expect(told).not.toHaveBeenCalled();
  act(() => bus().emit("selection", { graph: "main", nodes: ["a"] }));
  expect(document.querySelectorAll(".cm-marked")).toHaveLength(1);
  act(() => bus().emit("selection", { graph: "main", nodes: [] }));
  expect(document.querySelectorAll(".cm-marked")).toHaveLength(0);
});

it("says why there is no source", () => {
  show();
  act(() => bus().emit("source", { ...VIEW, code: null, problem: "It took too long." }));
  expect(screen.getByText("It took too long.")).toBeTruthy();
  act(() => bus().emit("source", { ...VIEW, problem: "It took too long." }));
  expect(document.querySelector(".cm-content")?.textContent).toContain("a = 1");
});

it("keeps the source of an unfinished drawing, with what is wrong at its line", async () => {
  const fix = { title: "Did you mean b?", patch: [] };
  const found: Diagnostic = {
    code: "invalid-config",
    severity: "error",
    message: "`a` has no `c`",
    nodes: ["a"],
    graph: "main",
    fix,
  } as unknown as Diagnostic;
  const fixed = vi.fn();
  bus().on("fix", fixed);
  show();
  act(() => bus().emit("source", { ...VIEW, reasons: [found] }));
  act(() => bus().emit("analysis", { ...FOUND, diagnostics: [found] }));
  expect(document.querySelector(".cm-content")?.textContent).toContain("a = 1");
  expect(screen.getByText("Not complete yet")).toBeTruthy();
  expect(document.querySelectorAll(".cm-lintRange-error")).toHaveLength(1);
  await userEvent.click(screen.getByRole("button", { name: "Did you mean b?", hidden: true }));
  expect(fixed).toHaveBeenCalledWith(fix);
});

it("what is drawn and not written yet is not said to have no code", () => {
  show();
  act(() => bus().emit("source", { ...VIEW, code: { text: "", lines: {}, block_lines: {} } }));
  act(() => bus().emit("analysis", { ...FOUND, rev: VIEW.rev + 1 }));
  expect(screen.queryByText("No code yet")).toBeNull();
  expect(screen.getByText("The code is being written…")).toBeTruthy();
});

it("an empty drawing has an empty editor", () => {
  show();
  act(() => bus().emit("source", { ...VIEW, code: { text: "", lines: {}, block_lines: {} } }));
  expect(screen.getByText("No code yet")).toBeTruthy();
  expect(document.querySelector(".cm-content")).toBeTruthy();
});
