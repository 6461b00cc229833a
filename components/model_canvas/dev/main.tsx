/**
 * The canvas in a plain page, without Streamlit: `npm run dev`, then `?design=mlp&theme=dark`.
 *
 * What stands in for the server does what the app does, as far as the canvas can tell: it answers
 * edits with an analysis, made by the same Python code (see `server.ts`).
 */

import { bus } from "../../shared/bus";
import { readCatalogue } from "../../shared/catalogue";
import type { Design } from "../../shared/document";
import mount from "../src/index";
import type { CanvasStore } from "../src/store/canvasState";
import { canvasStore } from "../src/store/pageStores";
import { standIn } from "./standIn";

const DARK = {
  "--st-background-color": "#10151d",
  "--st-secondary-background-color": "#1a212c",
  "--st-text-color": "#e8ecf2",
  "--st-primary-color": "#56b4e9",
};

const designs = import.meta.glob<Design>("../../../model_codegen/gallery/*.json", {
  import: "default",
});
const query = new URLSearchParams(location.search);
/** No shadow root here: Vite's development server puts styles into the document's head. */
const host = document.getElementById("host") as HTMLElement;

if (query.get("theme") === "dark") {
  for (const [name, value] of Object.entries(DARK)) host.style.setProperty(name, value);
  document.body.style.background = DARK["--st-background-color"];
}

async function load(name: string): Promise<Design> {
  const made = /^chain_(\d+)$/.exec(name);
  if (made) return chain(Number(made[1]));
  const found = designs[`../../../model_codegen/gallery/${name}.json`];
  if (!found) throw new Error(`There is no design "${name}".`);
  return found();
}

/** A residual network of Dense layers with this many nodes, to see how a large graph feels. */
function chain(count: number): Design {
  const input = { kind: "layer", class_name: "keras.Input", name: "x", config: { shape: [64] } };
  const main: Design["main"] = {
    name: "chain",
    operations: { x: { ...input, kind: "layer", dtype: null, trainable: true } },
    nodes: { x: { operation: "x", args: [], kwargs: {} } },
    inputs: "x",
    outputs: "auto",
  };
  let last = "x";
  let branch = "x";
  for (let i = 1; i < count; i += 1) {
    const merges = i % 5 === 0;
    const id = `${merges ? "add" : "dense"}_${i}`;
    main.operations[id] = {
      kind: "layer",
      class_name: merges ? "keras.layers.Add" : "keras.layers.Dense",
      name: id,
      config: merges ? {} : { units: 64, activation: "relu" },
      dtype: null,
      trainable: true,
    };
    const from = { tensor: [last, 0] as [string, number] };
    const args = merges ? [[{ tensor: [branch, 0] as [string, number] }, from]] : [from];
    main.nodes[id] = { operation: id, args, kwargs: {} };
    if (merges) branch = id;
    last = id;
  }
  const design = { schema_version: 2 as const, name: `chain_${count}`, dtype_policy: "float32" };
  return { ...design, main, models: {}, positions: {} };
}

declare global {
  interface Window {
    /** For looking into from the browser's console. */
    store: CanvasStore;
  }
}

async function start(): Promise<void> {
  window.WebSocket = standIn(load) as unknown as typeof WebSocket;
  window.store = canvasStore("dev");
  mount({
    name: "model_canvas",
    key: "dev",
    data: [{ key: "dev", session: "dev" }],
    parentElement: host,
    setStateValue: () => {},
    setTriggerValue: () => {},
  });
  const catalogue = await (await fetch("/catalogue")).json();
  const gallery = Object.keys(designs).map((path) => {
    const name = path.replace(/^.*\/(.*)\.json$/, "$1");
    return { name, title: name.replaceAll("_", " "), summary: "" };
  });
  bus().emit("catalogue", {
    catalogue: readCatalogue(catalogue),
    gallery,
    blocks: [],
    template: null,
  });
  const name = query.get("design");
  if (name) window.store.getState().command({ type: "gallery", name });
  document.body.dataset.ready = "true";
}

void start();
