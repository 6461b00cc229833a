// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Line, Range } from "../src/plot";
import type { TrainingCurves as TrainingCurvesType } from "../src/TrainingCurves";

interface Drawing {
  lines: readonly Line[];
  range: Range;
  log: boolean;
}
const drawings: Drawing[] = [];

// A canvas draws nothing here.
vi.mock("../src/plot", () => ({
  Plot: class {
    draw(lines: readonly Line[], range: Range, log: boolean) {
      drawings.push({ lines, range, log });
    }
    mark() {}
    destroy() {}
  },
}));

let TrainingCurves: typeof TrainingCurvesType;
let files: Record<string, string>;
let states: string[];

beforeAll(async () => {
  vi.resetModules();
  ({ TrainingCurves } = await import("../src/TrainingCurves"));
});
beforeEach(() => {
  drawings.length = 0;
  states = [];
  files = { a: lines(0.5), b: lines(0.25) };
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (url: string) => {
    const { pathname, searchParams } = new URL(url);
    const text = files[pathname.slice(1)] ?? "";
    return new Response(text.slice(Number(searchParams.get("from"))));
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function lines(loss: number): string {
  const events = [
    { kind: "started", total_epochs: 2, steps_per_epoch: 2, heads: [] },
    { kind: "epoch", epoch: 0, step: 2, logs: { loss: 1, val_loss: 1 }, t: 1 },
    { kind: "epoch", epoch: 1, step: 4, logs: { loss, val_loss: 2 * loss }, t: 2 },
  ];
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}

const view = (...ids: string[]) => (
  <TrainingCurves
    runs={ids.map((id) => ({ id, name: `run ${id}`, state: "running", live: true }))}
    address={address}
    themed={document.body}
    onState={(_run, state) => states.push(state)}
  />
);
const address = (id: string) => `http://here/${id}`;

it("draws training solid and validation dashed, and has the values as a table", async () => {
  render(view("a"));
  await act(() => vi.advanceTimersByTimeAsync(300));
  const last = drawings.at(-1);
  expect(last?.lines.map(({ dashed }) => dashed)).toEqual([false, true]);
  expect(last?.range).toEqual([0, 2]);
  expect(new Set(last?.lines.map(({ colour }) => colour)).size).toBe(1);
  const row = screen.getByRole("row", { name: /^loss/, hidden: true });
  expect(row.textContent).toBe("loss0.511 in epoch 1");
});

it("says that a run starts before its process has said anything", async () => {
  files.a = "";
  render(
    <TrainingCurves
      runs={[{ id: "a", name: "run a", state: "waiting", live: true }]}
      address={address}
      themed={document.body}
      onState={() => {}}
    />,
  );
  await act(() => vi.advanceTimersByTimeAsync(300));
  expect(screen.getByRole("progressbar").closest(".progress")?.textContent).toContain("Starting");
});

it("draws several runs over each other, a colour for each", async () => {
  render(view("a", "b"));
  await act(() => vi.advanceTimersByTimeAsync(300));
  expect(new Set(drawings.at(-1)?.lines.map(({ colour }) => colour)).size).toBe(2);
  expect(screen.getAllByText("run b").length).toBeGreaterThan(0);
});

it("asks Streamlit once when a run has ended, and not for its points", async () => {
  render(view("a"));
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(states).toEqual([]);
  files.a += `${JSON.stringify({ kind: "finished", best_epoch: 1 })}\n`;
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(states).toEqual(["finished"]);
  expect(screen.getByText(/^Finished/).textContent).toBe(
    "Finished · epoch 2 of 2 · 2 s · best epoch 2",
  );
});

it("is walked by keys, and switches to powers of ten", async () => {
  render(view("a"));
  await act(() => vi.advanceTimersByTimeAsync(300));
  const chart = screen.getByRole("group", { name: /^Curves of loss/ });
  fireEvent.keyDown(chart, { key: "Home" });
  expect(screen.getByTitle("Training").textContent).toContain("1");
  fireEvent.keyDown(chart, { key: "End" });
  fireEvent.keyDown(chart, { key: "+" });
  expect(drawings.at(-1)?.range).toEqual([1.5, 2]);
  fireEvent.click(screen.getByText("Show all epochs"));
  expect(drawings.at(-1)?.range).toEqual([0, 2]);
  fireEvent.click(screen.getByLabelText("Log scale"));
  expect(drawings.at(-1)?.log).toBe(true);
});

it("shows the names in a sentence as code", async () => {
  files.a += `${JSON.stringify({ kind: "failed", sentence: "The labels of `digit` are odd." })}\n`;
  render(view("a"));
  await act(() => vi.advanceTimersByTimeAsync(300));
  expect(screen.getByRole("alert").innerHTML).toBe("The labels of <code>digit</code> are odd.");
});

it("looks often for the first point, and not for long", async () => {
  const asked = vi.spyOn(window, "fetch");
  files.c = "";
  render(view("c"));
  await act(() => vi.advanceTimersByTimeAsync(30));
  files.c = lines(0.5);
  await act(() => vi.advanceTimersByTimeAsync(80));
  expect(drawings.length).toBeGreaterThan(0);
  files.d = "";
  render(view("d"));
  await act(() => vi.advanceTimersByTimeAsync(6000));
  asked.mockClear();
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(asked.mock.calls.filter(([url]) => String(url).includes("/d")).length).toBeLessThan(6);
});
