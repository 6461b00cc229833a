// @vitest-environment jsdom
/** How much is drawn of a layer's form before the canvas shows what was typed in it. */

import Form from "@rjsf/core/lib/components/Form.js";
import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { Inspector } from "../../../src/inspector/Inspector";
import { draw, storeWith } from "../../fixtures/canvas";
import { analysed, drawn, t } from "../../fixtures/designs";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** Type as a browser does: what React puts off until later is not done yet. */
function typed(field: HTMLInputElement, text: string): void {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  vi.unstubAllGlobals();
}

it("is drawn once for what is typed, and is told of it after that; shapes do not draw it", async () => {
  const store = storeWith(
    drawn({ i: ["keras.Input", { shape: [64] }, []], d: ["Dense", { units: 32 }, [t("i")]] }),
  );
  store.getState().select(["d"]);
  draw(store, <Inspector />);
  const drawings = vi.spyOn(Form.prototype, "render");
  const units = screen.getByLabelText<HTMLInputElement>(/^units/);
  typed(units, "41");
  expect(drawings).toHaveBeenCalledTimes(1);
  expect(store.getState().design.main.operations.d).toMatchObject({ config: { units: 41 } });
  await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
  drawings.mockClear();
  const { sync, design } = store.getState();
  await act(async () => store.setState({ analysis: { rev: sync.rev, result: analysed(design) } }));
  expect(drawings).not.toHaveBeenCalled();
  // What comes from elsewhere is shown, and what is typed next is all that is set.
  act(() => store.getState().undo());
  expect(units.value).toBe("32");
  fireEvent.change(units, { target: { value: "7" } });
  expect(store.getState().design.main.operations.d).toMatchObject({ config: { units: 7 } });
});
