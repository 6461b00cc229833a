// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";
import { keepSizes, limited, sizesKept } from "../../src/store/panelSizes";
import { createUiStore, resizePanel } from "../../src/store/uiStore";

beforeEach(() => localStorage.clear());

it("widths outlive the page, within limits", () => {
  const ui = createUiStore();
  resizePanel(ui, "palette", limited("palette", 5000), false);
  expect(sizesKept()).toEqual({});
  resizePanel(ui, "palette", limited("palette", 5000), true);
  expect(createUiStore().getState().sizes).toEqual({ palette: 360 });
  resizePanel(ui, "palette", undefined, true);
  expect(sizesKept()).toEqual({});
});

it("what else stands there is nothing", () => {
  for (const text of ["no JSON", "null", '{"palette": "wide", "other": 5}']) {
    localStorage.setItem("layerloom panels", text);
    expect(sizesKept()).toEqual({});
  }
  keepSizes({ inspector: 300 });
  expect(sizesKept()).toEqual({ inspector: 300 });
});
