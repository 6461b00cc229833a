// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Export as ExportType } from "../src/Export";

const taken: string[] = [];

vi.mock("../../shared/copyAndDownload", () => ({
  copyText: async (text: string) => taken.push(`copy ${text}`) > 0,
  downloadText: (text: string, name: string) => taken.push(`${name} ${text}`),
}));

let Export: typeof ExportType;

// Tests share their modules: another file may have loaded this one with what is mocked here.
beforeAll(async () => {
  vi.resetModules();
  ({ Export } = await import("../src/Export"));
});

beforeEach(() => {
  taken.length = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const view = (text: string, waiting: boolean) => (
  <Export text={text} filename="model.py" waiting={waiting} />
);

it("gives what is shown at once where it is up to date", () => {
  render(view("a", false));
  fireEvent.click(screen.getByText("Download .py"));
  expect(taken).toEqual(["model.py a"]);
});

it("waits for the source of the last edit, and gives that", () => {
  const { rerender } = render(view("old", true));
  fireEvent.click(screen.getByText("Copy"));
  act(() => vi.advanceTimersByTime(1000));
  expect(taken).toEqual([]);
  rerender(view("new", false));
  expect(taken).toEqual(["copy new"]);
});

it("does not wait for ever", () => {
  render(view("old", true));
  fireEvent.click(screen.getByText("Download .py"));
  act(() => vi.advanceTimersByTime(5000));
  expect(taken).toEqual(["model.py old"]);
});
