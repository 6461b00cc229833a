/** The only file of the canvas that knows Streamlit: it mounts the React app. */

import { flushSync } from "react-dom";
import { createRoot, type Root } from "react-dom/client";
import { freshToken } from "../../shared/freshToken";
import type { Cleanup, ComponentArguments } from "../../shared/streamlit";
import { App } from "./App";
import { announceCatalogue } from "./catalogueFile";
import { channelUrl } from "./live/socket";
import type { Mode } from "./store/looking";
import { canvasStore, join } from "./store/pageStores";

/** What Streamlit sends: all else comes through the live channel. */
interface CanvasData {
  /** Names the browser's store, which outlives reruns and page switches. */
  key: string;
  /** Opens the channel; another one than before when Streamlit has begun again. */
  session: string;
  /** How it is shown; without, it is drawn on. */
  mode?: Mode;
  /** The store, where it is not named by the key: of the draft that stays in this canvas. */
  store?: string;
  /** Names of layers that a lesson points at, or patterns of them. */
  taught?: string[];
}

void announceCatalogue(import.meta.url);

const mounted = new WeakMap<Element, Root>();

export default function mount(component: ComponentArguments<CanvasData>): Cleanup {
  const [data] = component.data;
  const name = data.store ?? data.key;
  const store = canvasStore(name);
  store.setState({ mode: data.mode ?? "edit", taught: data.taught ?? [] });
  const element = hostElement(component.parentElement);
  // Another store is another drawing, whose view and open menus are its own.
  const app = <App key={name} store={store} />;
  const root = mounted.get(element);
  if (root) root.render(app);
  else {
    const made = createRoot(element);
    mounted.set(element, made);
    // At once: else the scripts of the panels beside it are run before it is drawn.
    flushSync(() => made.render(app));
  }
  // Streamlit connects again by itself after a restart, and does not run its script for that.
  const rerun = () => component.setTriggerValue("lost", freshToken());
  join(store, channelUrl(import.meta.url), data.session, rerun);

  return () => {
    // Streamlit also calls this for an invocation that another has superseded.
    if (element.isConnected) return;
    mounted.get(element)?.unmount();
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
