// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bus } from "../../shared/bus";
import { LayerCode, type LayerCodeData } from "../src/LayerCode";

const DATA: LayerCodeData = {
  text: "import keras\n\n\nclass One(keras.layers.Layer):\n    pass\n\n\nclass Two(One):\n    pass\n",
  owners: { main: { two: "Two" } },
  notes: [],
  filename: "model_layers.py",
  reading: null,
};

beforeEach(() => {
  sessionStorage.clear();
  // jsdom lays nothing out.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
});
afterEach(cleanup);

it("has a button for each class, and tells which one is selected", async () => {
  render(<LayerCode {...DATA} onEdited={() => {}} />);
  act(() => bus().emit("selection", { graph: "main", nodes: ["two"] }));
  expect(screen.getByRole("button", { name: "Two" }).getAttribute("aria-current")).toBe("true");
  expect(screen.getByRole("button", { name: "One" }).getAttribute("aria-current")).toBe("false");
  expect(document.querySelectorAll(".cm-marked")).toHaveLength(2);
  await userEvent.click(screen.getByRole("button", { name: "One" }));
  expect(document.querySelector(".cm-content")?.textContent).toContain("class One");
});

it("keeps what was typed before a refresh, and says what it would change", () => {
  const kept = { style: "layers", fold: false, base: DATA.text, text: `${DATA.text}# more\n` };
  sessionStorage.setItem("layerloom-layers", JSON.stringify(kept));
  render(<LayerCode {...DATA} onEdited={() => {}} />);
  expect(document.querySelector(".cm-content")?.textContent).toContain("# more");
  expect(screen.getByLabelText("Your edit")).toBeTruthy();
});
