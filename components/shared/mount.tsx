/** Mounts a React app as a Streamlit v2 component. */

import type { ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import type { Cleanup, ComponentArguments } from "./streamlit";

interface Mounted {
  host: HTMLElement;
  root: Root;
}

/**
 * Make the default export of a component out of a function that renders its data.
 *
 * Streamlit calls the export again for every change of data; the app is then rendered again into
 * the same root and keeps its state.
 */
export function component<Data>(
  render: (data: Data, args: ComponentArguments<Data>) => ReactNode,
): (args: ComponentArguments<Data>) => Cleanup {
  const all = new WeakMap<HTMLElement | ShadowRoot, Mounted>();
  return (args) => {
    const parent = args.parentElement;
    let mounted = all.get(parent);
    if (!mounted?.host.isConnected) {
      mounted?.root.unmount();
      const host = document.createElement("div");
      host.className = "layerloom";
      // Streamlit takes single letters for itself (C clears the cache, R reruns).
      host.addEventListener("keydown", (event) => event.stopPropagation());
      parent.append(host);
      mounted = { host, root: createRoot(host) };
      all.set(parent, mounted);
    }
    const { host, root } = mounted;
    root.render(render(args.data[0], args));
    return () => {
      // Also runs for an invocation that was superseded while its import was pending.
      if (host.isConnected) return;
      root.unmount();
      all.delete(parent);
    };
  };
}
