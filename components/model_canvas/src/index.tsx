/** The only file of the canvas that knows Streamlit: it mounts the React app and passes messages. */

import { createRoot, type Root } from "react-dom/client";
import type { Cleanup, ComponentArguments } from "../../shared/streamlit";
import { App } from "./App";
import { announceCatalogue } from "./catalogueFile";
import { canvasStore } from "./store/pageStores";
import type { CanvasData } from "./store/protocol";

interface Mounted {
  root: Root;
  detach: () => void;
}

void announceCatalogue(import.meta.url);

const mounted = new WeakMap<Element, Mounted>();

export default function mount(component: ComponentArguments<CanvasData>): Cleanup {
  const { parentElement, setTriggerValue } = component;
  const [data] = component.data;
  const store = canvasStore(data.key);
  const element = hostElement(parentElement);
  let instance = mounted.get(element);
  if (!instance) {
    const root = createRoot(element);
    root.render(<App store={store} />);
    instance = { root, detach: () => {} };
    mounted.set(element, instance);
  }
  instance.detach();
  instance.detach = store.getState().attach({
    edit: (message) => setTriggerValue("edit", message),
    command: (message) => setTriggerValue("command", message),
  });
  // Streamlit refuses triggers during mount, and an adopted document is sent back on reception.
  queueMicrotask(() => store.getState().receive(data));

  return () => {
    // Streamlit also calls this for an invocation that another has superseded.
    if (element.isConnected) return;
    mounted.get(element)?.detach();
    mounted.get(element)?.root.unmount();
    mounted.delete(element);
  };
}

/** The element React owns, made once inside the component's (shadow) root. */
function hostElement(parent: HTMLElement | ShadowRoot): Element {
  const existing = parent.querySelector(":scope > .layerloom, .layerloom");
  if (existing) return existing;
  const element = document.createElement("div");
  element.className = "layerloom";
  parent.append(element);
  return element;
}
