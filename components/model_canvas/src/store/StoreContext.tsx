import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { CanvasState, CanvasStore } from "./canvasState";

export const StoreContext = createContext<CanvasStore | null>(null);

/** The store of the canvas around. */
export function useCanvasStore(): CanvasStore {
  const store = useContext(StoreContext);
  if (store === null) throw new Error("StoreContext is missing");
  return store;
}

/** A part of the state of the canvas around. */
export function useCanvas<T>(selector: (state: CanvasState) => T): T {
  return useStore(useCanvasStore(), selector);
}
