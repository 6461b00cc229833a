// @vitest-environment jsdom
/** What is written, framed, found and renamed on the canvas itself. */

import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Canvas } from "../../src/canvas/Canvas";
import { StatusBar } from "../../src/canvas/StatusBar";
import { commentsOf, framesOf } from "../../src/document/notes";
import type { CanvasStore } from "../../src/store/canvasState";
import { withoutResizes } from "../fixtures/browser";
import { draw, storeWith } from "../fixtures/canvas";
import { analysed, gallery } from "../fixtures/designs";

beforeEach(() => {
  withoutResizes();
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  Element.prototype.setPointerCapture ??= () => {};
});

afterEach(cleanup);

function open(name = "siamese_comparator"): CanvasStore {
  const design = gallery(name);
  const store = storeWith(design, analysed(design));
  draw(
    store,
    <>
      <Canvas />
      <StatusBar />
    </>,
  );
  return store;
}

const press = (key: string, init = {}) =>
  fireEvent.keyDown(screen.getByLabelText("Model canvas"), { key, ...init });

describe("a node", () => {
  it("is renamed in place by F2, with a name that can be", async () => {
    const user = userEvent.setup();
    const store = open();
    act(() => store.getState().select(["left"]));
    press("F2");
    const field = await screen.findByLabelText(/^Name of /);
    await user.clear(field);
    await user.type(field, "a/b{Enter}");
    expect(screen.getByRole("alert").textContent).toContain('no "/"');
    await user.clear(field);
    await user.type(field, "first{Enter}");
    const names = Object.values(store.getState().design.main.operations).map(
      (operation) => operation.kind !== "op" && operation.name,
    );
    expect(names).toContain("first");
    expect(store.getState().past.map(({ label }) => label)).toEqual(["Rename"]);
    expect(screen.queryByLabelText(/^Name of /)).toBeNull();
  });

  it("is found by what is typed, wherever the focus was", async () => {
    const user = userEvent.setup();
    const store = open();
    fireEvent.keyDown(document.body, { key: "f", ctrlKey: true });
    const field = screen.getByLabelText("Find a node");
    await user.type(field, "dense");
    const first = store.getState().selection;
    expect(first).toHaveLength(1);
    await user.keyboard("{Enter}");
    await user.keyboard("{Shift>}{Enter}{/Shift}");
    expect(store.getState().selection).toEqual(first);
    await user.clear(field);
    await user.type(field, "no such thing");
    expect(screen.getByText("none")).toBeTruthy();
    await user.keyboard("{Escape}");
    expect(screen.queryByLabelText("Find a node")).toBeNull();
  });
});

describe("notes", () => {
  it("are written, moved, coloured and taken away by keys", async () => {
    const user = userEvent.setup();
    const store = open();
    const comments = () => commentsOf(store.getState().design, "main");
    press("n");
    await user.type(screen.getByRole("textbox", { name: "Comment" }), "Two towers");
    fireEvent.keyDown(screen.getByRole("textbox", { name: "Comment" }), {
      key: "Enter",
      ctrlKey: true,
    });
    const note = screen.getByLabelText("Comment: Two towers");
    const [x = 0, y = 0] = comments().comment?.position ?? [];
    act(() => note.focus());
    fireEvent.keyDown(note, { key: "ArrowDown" });
    expect(comments().comment?.position).toEqual([x, y + 8]);
    await user.click(screen.getByRole("button", { name: "pink" }));
    expect(comments().comment?.color).toBe("pink");
    act(() => note.focus());
    fireEvent.keyDown(note, { key: "Delete" });
    expect(comments()).toEqual({});
  });

  it("frame what is selected, and collapse", async () => {
    const user = userEvent.setup();
    const store = open();
    const frames = () => framesOf(store.getState().design, "main");
    act(() => store.getState().select(["left", "right"]));
    press("g", { altKey: true, code: "KeyG" });
    await user.type(screen.getByLabelText("Title of the frame"), "inputs{Enter}");
    expect(frames().frame).toMatchObject({ title: "inputs", nodes: ["left", "right"] });
    const grip = screen.getByRole("button", { name: /^Frame inputs/ });
    const before = store.getState().design.positions.main?.left ?? [0, 0];
    act(() => grip.focus());
    fireEvent.keyDown(grip, { key: "ArrowRight" });
    expect(store.getState().design.positions.main?.left).toEqual([before[0] + 8, before[1]]);
    await user.click(screen.getByRole("button", { name: /^Collapse/ }));
    expect(frames().frame?.collapsed).toBe(true);
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Frame inputs/ })).toBeNull());
  });
});

it("totals of a model that is not whole are called partial", () => {
  const store = open();
  expect(screen.queryByText(/partial/)).toBeNull();
  const analysis = store.getState().analysis;
  if (!analysis) throw new Error("it has one");
  const result = structuredClone(analysis.result);
  const [node] = Object.values(result.graphs.main?.nodes ?? {});
  if (node) node.state = "failed";
  act(() => store.setState({ analysis: { ...analysis, result } }));
  expect(screen.getByText(/partial/)).toBeTruthy();
});
