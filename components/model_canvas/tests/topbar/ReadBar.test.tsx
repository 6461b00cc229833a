// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { App } from "../../src/App";
import { wholePage } from "../../src/canvas/EmbedMark";
import { withoutResizes } from "../fixtures/browser";
import { storeWith } from "../fixtures/canvas";
import { gallery } from "../fixtures/designs";

beforeEach(() => {
  Element.prototype.scrollIntoView = () => {}; // jsdom has none
  withoutResizes();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("who looks sees the drawing and its settings, and finds nothing that would change them", async () => {
  await import("../../src/inspector/Inspector"); // The page fetches it a moment later.
  const store = storeWith(gallery("mlp"));
  store.setState({ mode: "view" });
  render(<App store={store} />);
  expect(screen.getByText("read only")).toBeTruthy();
  for (const name of ["Undo", "File", "Tidy", "Comment", "Close the palette"]) {
    expect(screen.queryByRole("button", { name }), name).toBeNull();
  }
  expect(screen.queryByLabelText("Name of the design")).toBeNull();
  const [, dense] = Object.keys(store.getState().design.main.nodes);
  act(() => store.getState().select([dense ?? ""]));
  const inspector = () => screen.getByLabelText("Inspector").querySelector("fieldset");
  await waitFor(() => expect(inspector()?.disabled).toBe(true));
});

test("in another's page there is the drawing alone, and the way to all of it", () => {
  const store = storeWith(gallery("mlp"));
  store.setState({ mode: "embed" });
  render(<App store={store} />);
  expect(screen.queryByText("read only")).toBeNull();
  expect(screen.queryByLabelText("Inspector")).toBeNull();
  expect(screen.getByRole("link", { name: /Open in Layerloom/ })).toBeTruthy();
  expect(wholePage("http://a/b/?share=x&embed=true&embed_options=dark_theme")).toBe(
    "http://a/b/?share=x",
  );
});

test("a page of another's offers no way on once the link was withdrawn", () => {
  const store = storeWith(gallery("mlp"));
  store.setState({ mode: "embed" });
  render(<App store={store} />);
  act(() => store.getState().receive({ type: "update", status: { withdrawn: true } }));
  expect(screen.queryByRole("link", { name: /Layerloom/ })).toBeNull();
});
