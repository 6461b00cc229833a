/** Takes in what the server gives to this page. */

import { useEffect } from "react";
import { takeGiven } from "../actions/clipboardText";
import { useCanvas, useCanvasStore } from "../store/StoreContext";

export function useGiven(): void {
  const store = useCanvasStore();
  const given = useCanvas((state) => state.given);
  useEffect(() => {
    if (given !== null) takeGiven(store, given);
  }, [store, given]);
}
