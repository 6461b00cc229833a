// @vitest-environment jsdom

import { act, renderHook } from "@testing-library/react";
import { ReactFlowProvider } from "@xyflow/react";
import type { ReactNode } from "react";
import { expect, it } from "vitest";
import { useDragging } from "../../src/canvas/useDragging";
import { StoreContext } from "../../src/store/StoreContext";
import { createUiStore, UiContext } from "../../src/store/uiStore";
import { storeWith } from "../fixtures/canvas";
import { gallery } from "../fixtures/designs";

function dragging() {
  const store = storeWith(gallery("mlp"));
  const ui = createUiStore();
  const { result } = renderHook(useDragging, {
    wrapper: ({ children }: { children: ReactNode }) => (
      <StoreContext value={store}>
        <UiContext value={ui}>
          <ReactFlowProvider>{children}</ReactFlowProvider>
        </UiContext>
      </StoreContext>
    ),
  });
  return { store, ui, result };
}

it("a drag that is broken off leaves everything where it was", () => {
  const { store, ui, result } = dragging();
  const { past } = store.getState();
  const tell = (on: boolean) => {
    const position = { x: 80, y: 160 };
    const change = { id: "dense", type: "position" as const, position, dragging: on };
    act(() => result.current.handlers.onNodesChange([change]));
  };
  tell(true);
  expect(result.current.dragged.getState()).toEqual({ dense: [80, 160] });
  expect([...result.current.carried]).toEqual(["dense"]);
  expect(ui.getState().moving).toBe(true);
  tell(false);
  expect(result.current.dragged.getState()).toEqual({});
  expect(result.current.carried.size).toBe(0);
  expect(ui.getState().moving).toBe(false);
  expect(store.getState().past).toBe(past);
});

it("a rectangle with Shift goes beside what was selected, without it in its place", () => {
  const { store, result } = dragging();
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
