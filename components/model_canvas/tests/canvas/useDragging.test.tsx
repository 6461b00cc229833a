// @vitest-environment jsdom

import { renderHook } from "@testing-library/react";
import { ReactFlowProvider } from "@xyflow/react";
import type { ReactNode } from "react";
import { expect, it } from "vitest";
import { useDragging } from "../../src/canvas/useDragging";
import { StoreContext } from "../../src/store/StoreContext";
import { createUiStore, UiContext } from "../../src/store/uiStore";
import { storeWith } from "../fixtures/canvas";
import { gallery } from "../fixtures/designs";

it("a rectangle with Shift goes beside what was selected, without it in its place", () => {
  const store = storeWith(gallery("mlp"));
  const { result } = renderHook(useDragging, {
    wrapper: ({ children }: { children: ReactNode }) => (
      <StoreContext value={store}>
        <UiContext value={createUiStore()}>
          <ReactFlowProvider>{children}</ReactFlowProvider>
        </UiContext>
      </StoreContext>
    ),
  });
  const change = (id: string, selected: boolean) =>
    result.current.handlers.onNodesChange([{ id, type: "select", selected }]);
  const chosen = () => store.getState().selection;
  // As React Flow does it: nothing is selected when the rectangle begins.
  const begin = (shiftKey: boolean) => {
    const { onPointerDownCapture, onSelectionStart } = result.current.handlers;
    onPointerDownCapture({ shiftKey } as never);
    for (const id of chosen()) change(id, false);
    onSelectionStart();
  };
  store.getState().select(["dense"]);
  begin(true);
  expect(chosen()).toEqual(["dense"]);
  change("dense_1", true);
  change("dense", false);
  expect(chosen().toSorted()).toEqual(["dense", "dense_1"]);
  change("dense_1", false);
  expect(chosen()).toEqual(["dense"]);
  result.current.handlers.onSelectionEnd();
  change("dense", false);
  expect(chosen()).toEqual([]);
  store.getState().select(["dense"]);
  begin(false);
  change("dense_1", true);
  expect(chosen()).toEqual(["dense_1"]);
});
